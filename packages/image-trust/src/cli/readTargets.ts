import { InvalidReferenceError, parseReference } from '../oci/reference';
import type { EvidenceDirectory } from '../evidenceDirectory/EvidenceDirectory';
import type { ComponentContext } from '../policy/ComponentContext';
import type { WantedImage } from './findImages';
import type { Io } from './Io';
import { readComponent } from './readComponent';
import { readImageList } from './readImageList';
import { readText } from './readText';
import { UsageError } from './UsageError';

/** An image that is to be judged. */
export type Target = {
  reference: string;
  registry: string;
  platform?: string;
  /** Whose image it is. */
  component?: ComponentContext;
};

const platformPattern = /^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9.]+)?$/;

/**
 * The images that the arguments, a file, or an evidence directory name, each
 * once. All references are read before any registry is asked.
 *
 * @throws UsageError
 */
export async function readTargets(
  images: readonly string[],
  options: {
    io: Io;
    file?: string;
    platform?: string;
    component?: string;
    repository?: string;
    evidence?: EvidenceDirectory;
  },
): Promise<Target[]> {
  const { io, file, platform, evidence } = options;
  if (platform !== undefined && !platformPattern.test(platform)) {
    throw new UsageError(`--platform ${platform}`, {
      problem: 'is no platform',
      fix: 'Write os/architecture, e.g. linux/arm64.',
    });
  }
  const wanted: WantedImage[] = images.map(reference => ({
    reference,
    at: 'argument',
  }));
  if (file !== undefined) {
    const text = await readText(file, { field: '--file', io });
    const source = file === '-' ? 'stdin' : file;
    wanted.push(...readImageList(text, source));
  }
  const component = readComponent(options, { at: '--component' });
  const targets: Target[] = wanted.map(each => ({
    ...toTarget(each.reference, { at: each.at, platform }),
    component: readComponent(each, { at: each.at }) ?? component,
  }));
  if (targets.length === 0 && evidence) {
    targets.push(
      ...evidence.images.map(image => ({
        ...toTarget(image.reference, {
          at: 'images of the evidence',
          platform: platform ?? image.platform,
        }),
        component,
      })),
    );
  }
  if (targets.length > 0) return unique(targets);
  throw new UsageError('the image', {
    problem: 'is missing',
    fix: 'Name one, or more, or a file with them: --file FILE.',
  });
}

/** Reads one reference. @throws UsageError */
export function toTarget(
  reference: string,
  options: { at: string; platform?: string },
): Target {
  const { at, platform } = options;
  try {
    const { registry } = parseReference(reference);
    return { reference, registry, platform };
  } catch (error) {
    if (!(error instanceof InvalidReferenceError)) throw error;
    throw new UsageError(at, {
      problem: `names no image: ${error.message}`,
      fix: 'Write it as registry.example.com/team/app:1.0, or with @sha256:… at its end.',
    });
  }
}

function unique(targets: readonly Target[]): Target[] {
  return [
    ...new Map(
      targets.map(target => [
        `${target.reference} ${target.platform ?? ''}`,
        target,
      ]),
    ).values(),
  ];
}
