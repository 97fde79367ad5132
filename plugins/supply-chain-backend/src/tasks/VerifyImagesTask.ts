import { LoggerService } from '@backstage/backend-plugin-api';
import { InvalidReferenceError, RegistryError } from '@portolan/image-trust';
import type { ImageInspector } from '../clients/registry/ImageInspector';
import type { PolicySource } from '../clients/registry/PolicySource';
import type { ClaimedImage, ImageQueue } from '../database/ImageQueue';

/** Reads the evidence of images that are due, a few at once, until none is. */
export class VerifyImagesTask {
  readonly #options: {
    queue: ImageQueue;
    inspector: Pick<ImageInspector, 'inspect'>;
    source: Pick<PolicySource, 'trust' | 'trustFingerprint'>;
    concurrency: number;
    everyMs: number;
    logger: LoggerService;
    now: () => Date;
  };

  constructor(options: {
    queue: ImageQueue;
    inspector: Pick<ImageInspector, 'inspect'>;
    source: Pick<PolicySource, 'trust' | 'trustFingerprint'>;
    concurrency: number;
    everyMs: number;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#options = options;
  }

  async run(signal?: AbortSignal): Promise<void> {
    const { queue, concurrency, now } = this.#options;
    while (!signal?.aborted) {
      const images = await queue.claim({ limit: concurrency, now: now() });
      if (images.length === 0) return;
      await Promise.all(images.map(image => this.#verify(image, signal)));
    }
  }

  async #verify(image: ClaimedImage, signal?: AbortSignal): Promise<void> {
    const { queue, inspector, source, everyMs, logger, now } = this.#options;
    const { reference, within, index_digest } = image;
    const trust = source.trustFingerprint;
    try {
      const evidence = await inspector.inspect(reference, {
        // A tag may have moved on: the index that listed the digest still does.
        within: index_digest
          ? `${reference.split('@')[0]}@${index_digest}`
          : within || undefined,
        trust: source.trust,
      });
      // What is read while everything stops may be cut short.
      if (signal?.aborted) await queue.release(image);
      else
        await queue.saveReading(image, evidence, {
          trust,
          everyMs,
          now: now(),
        });
    } catch (error) {
      if (
        !RegistryError.is(error) &&
        !(error instanceof InvalidReferenceError)
      ) {
        logger.error('The evidence of an image could not be read', {
          image: reference,
          error: String(error),
        });
      }
      await queue.saveFailure(image, {
        cause: error instanceof Error ? error.message : String(error),
        isRateLimited: RegistryError.is(error) && error.code === 'RATE_LIMITED',
        now: now(),
      });
    }
  }
}
