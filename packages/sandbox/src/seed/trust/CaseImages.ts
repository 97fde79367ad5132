import { SignedImage } from '../../cosign/statements';
import { RegistryClient } from '../../systems/pipeline/clients/RegistryClient';
import { baseLayer } from '../../systems/pipeline/image/baseLayer';
import { imageOf } from '../../systems/pipeline/image/imageOf';
import { assembleImage, OciImage } from '../../systems/pipeline/image/OciImage';
import { packLayer } from '../../systems/pipeline/image/packLayer';
import {
  Workspace,
  WorkspaceFiles,
} from '../../systems/pipeline/stages/Workspace';
import { TrustCase } from '../trustCases';

/** Builds images as the pipeline does, and otherwise, and pushes them by hand. */
export class CaseImages {
  readonly #registry: RegistryClient;
  readonly #prefix: string;

  constructor(options: {
    registry: RegistryClient;
    /** What image references begin with: `localhost:7011/meridian`. */
    imagePrefix: string;
  }) {
    this.#registry = options.registry;
    this.#prefix = options.imagePrefix;
  }

  /** The image of a commit; with `note`, it holds one more file and so is another one. */
  async pushCommit(
    { image }: TrustCase,
    options: { workspace: Workspace; repositoryUrl: string; note?: string },
  ): Promise<SignedImage> {
    const { workspace, repositoryUrl, note } = options;
    const files = new Map(await workspace.files());
    if (note) files.set('NOTE', fileOf(note));
    const [title, tag] = image.split(':');
    return this.#push(
      title,
      tag,
      await imageOf({
        title,
        repositoryUrl,
        commit: await workspace.commit(),
        files,
        dockerfile: (await workspace.read('Dockerfile'))!,
      }),
    );
  }

  /** An image that says nothing of where it comes from. */
  async pushFiles(
    { image }: TrustCase,
    options: { files: Record<string, string>; at: Date },
  ): Promise<SignedImage> {
    const { files, at } = options;
    const content: WorkspaceFiles = new Map(
      Object.entries(files).map(([path, text]) => [path, fileOf(text)]),
    );
    const [title, tag] = image.split(':');
    return this.#push(
      title,
      tag,
      await assembleImage({
        created: at.toISOString(),
        layers: [
          { tar: await baseLayer(), createdBy: 'sandbox base' },
          {
            tar: await packLayer(content, { root: 'app', mtime: at }),
            createdBy: 'COPY . /app',
          },
        ],
        config: { WorkingDir: '/app', Cmd: ['/app/run.sh'] },
      }),
    );
  }

  /** Lets a case's tag name an image that is there. */
  async tag({ image }: TrustCase, digest: string): Promise<void> {
    const [title, tag] = image.split(':');
    const name = this.#nameOf(title);
    const manifest = await this.#registry.readManifest(name, digest);
    if (!manifest) throw new Error(`There is no image ${name}@${digest}`);
    await this.#registry.putManifest(name, tag, manifest);
  }

  /** What a case's tag names, and the commit that it was built from. */
  async resolve({
    image,
  }: TrustCase): Promise<{ digest: string; revision: string }> {
    const [title, tag] = image.split(':');
    const name = this.#nameOf(title);
    const manifest = await this.#registry.readManifest(name, tag);
    if (!manifest) throw new Error(`There is no image ${name}:${tag}`);
    const { annotations } = JSON.parse(manifest.bytes.toString('utf8'));
    return {
      digest: manifest.digest,
      revision: annotations['org.opencontainers.image.revision'],
    };
  }

  async #push(
    title: string,
    tag: string,
    image: OciImage,
  ): Promise<SignedImage> {
    const name = this.#nameOf(title);
    for (const blob of [...image.layers, image.config]) {
      await this.#registry.pushBlob(name, blob);
    }
    await this.#registry.putManifest(name, tag, image.manifest);
    return {
      repository: `${this.#prefix}/${title}`,
      digest: image.manifest.digest,
    };
  }

  #nameOf(title: string): string {
    return `${this.#prefix.slice(this.#prefix.indexOf('/') + 1)}/${title}`;
  }
}

function fileOf(text: string) {
  return { content: Buffer.from(`${text}\n`), executable: false };
}
