import type { Digest } from '../oci/digest';
import type { Cost } from '../oci/HttpTransport';
import type {
  FetchedManifest,
  ImageRegistry,
  Place,
} from '../oci/ImageRegistry';
import type { Descriptor } from '../oci/manifest';
import { RegistryError } from '../oci/RegistryError';
import type { RecordedAnswer } from './EvidenceIndex';

/** Is told every answer of a registry, and the bytes that it is about. */
export type Recorder = {
  note(place: Place, request: string, answer: RecordedAnswer): void;
  keep(digest: Digest, bytes: Buffer): Promise<void>;
};

/**
 * Passes questions on to a registry and records its answers, "not found" and
 * failures among them: what was asked once can be asked again without it.
 */
export class RecordingRegistry implements ImageRegistry {
  readonly #registry: ImageRegistry;
  readonly #recorder: Recorder;

  constructor(options: { registry: ImageRegistry; recorder: Recorder }) {
    this.#registry = options.registry;
    this.#recorder = options.recorder;
  }

  get cost(): Cost {
    return this.#registry.cost;
  }

  async getManifest(
    place: Place,
    tagOrDigest: string,
  ): Promise<FetchedManifest> {
    const request = `manifests/${tagOrDigest}`;
    const manifest = await this.#ask(place, request, () =>
      this.#registry.getManifest(place, tagOrDigest),
    );
    await this.#recorder.keep(manifest.digest, manifest.bytes);
    this.#recorder.note(place, request, { digest: manifest.digest });
    return manifest;
  }

  async getBlob(
    place: Place,
    digest: Digest,
    options?: { maxBytes?: number },
  ): Promise<Buffer> {
    const request = `blobs/${digest}`;
    const bytes = await this.#ask(place, request, () =>
      this.#registry.getBlob(place, digest, options),
    );
    await this.#recorder.keep(digest, bytes);
    this.#recorder.note(place, request, { digest });
    return bytes;
  }

  async listReferrers(place: Place, subject: Digest): Promise<Descriptor[]> {
    const request = `referrers/${subject}`;
    const referrers = await this.#ask(place, request, () =>
      this.#registry.listReferrers(place, subject),
    );
    this.#recorder.note(place, request, { referrers });
    return referrers;
  }

  async #ask<T>(
    place: Place,
    request: string,
    ask: () => Promise<T>,
  ): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (RegistryError.is(error)) {
        const found = error.message.slice(0, 500);
        this.#recorder.note(place, request, { code: error.code, found });
      }
      throw error;
    }
  }
}
