import { buildSbom, Component } from '../../../scanner/buildSbom';
import { readBaseImage } from '../../../scanner/readBaseImage';
import { readLockfile } from '../../../scanner/readLockfile';
import { findSecrets } from './findSecrets';
import { ImageContent } from './ImageContent';
import { osComponents, osOf, OsRelease } from './osPackages';
import { parseImage } from './parseImage';
import { readLayers } from './readLayers';
import { ImageError, RegistryReader } from './RegistryReader';

const noOs = { family: '', name: '' };
const rememberedImages = 200;

/** Finds out what is in an image: pulls it, unpacks it and reads its package lists. */
export class ImageReader {
  readonly #registry: RegistryReader;
  readonly #present: Readonly<Record<string, string>>;
  readonly #known = new Map<string, ImageContent>();

  constructor(options: {
    /** Base URL by the host that image references begin with. */
    registries: Record<string, string>;
    /** Images that the nodes have: their digest by reference. */
    present: Readonly<Record<string, string>>;
  }) {
    this.#registry = new RegistryReader(options.registries);
    this.#present = options.present;
  }

  /** @throws ImageError */
  async read(image: string): Promise<ImageContent> {
    const name = parseImage(image);
    if (!name) throw new ImageError(`${image} is no image reference`);
    if (image in this.#present) return presentContent(image);
    const known = name.digest && this.#known.get(name.digest);
    if (known) return known;
    const pulled = await this.#registry.pull(
      name.registry,
      name.repository,
      name.digest || name.tag,
    );
    const files = await readLayers(pulled.layers);
    const repository = `${name.registry}/${name.repository}`;
    const content: ImageContent = {
      digest: pulled.digest,
      createdAt: pulled.createdAt,
      ...listOf(files, { ...pulled, repository }),
      secrets: findSecrets(files),
    };
    this.#remember(content);
    return content;
  }

  #remember(content: ImageContent): void {
    this.#known.set(content.digest, content);
    if (this.#known.size > rememberedImages) {
      this.#known.delete(this.#known.keys().next().value!);
    }
  }
}

function listOf(
  files: ReadonlyMap<string, Buffer>,
  image: { repository: string; digest: string; createdAt: string },
): Pick<ImageContent, 'os' | 'components'> {
  const text = (path: string) => files.get(path)?.toString('utf8');
  const base = readBaseImage(text('app/Dockerfile') ?? '');
  const release = base && osOf(base.repository);
  const lock = text('app/package-lock.json');
  return {
    os: osName(release),
    components: [
      ...(release ? osComponents(release) : []),
      ...(lock ? packagesIn(lock, image) : []),
    ],
  };
}

/** A lockfile that can not be read tells a scanner nothing. */
function packagesIn(
  lock: string,
  image: { repository: string; digest: string; createdAt: string },
): Component[] {
  try {
    return buildSbom({
      ...image,
      lockfile: readLockfile(lock),
      baseImage: undefined,
    }).components;
  } catch {
    return [];
  }
}

/** Who scans by a tag on a node is not told a digest. */
function presentContent(image: string): ImageContent {
  const release = osOf(image.replace(/:[^:/]+$/, ''));
  return {
    digest: '',
    createdAt: '2026-08-01T00:00:00Z',
    os: osName(release),
    components: release ? osComponents(release) : [],
    secrets: [],
  };
}

function osName(release: OsRelease | undefined): ImageContent['os'] {
  return release ? { family: release.family, name: release.name } : noOs;
}
