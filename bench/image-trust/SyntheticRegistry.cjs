const { digestOf } = require('@portolan/image-trust');

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';
const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const json = value => Buffer.from(JSON.stringify(value));
const descriptor = (mediaType, bytes) => ({
  mediaType,
  digest: digestOf(bytes),
  size: bytes.length,
});

/**
 * A registry behind `fetch` that makes its images when they are asked for, so
 * that it takes no memory itself. Image `i` has the tag `i`, and its content is
 * that of `i % distinct`.
 */
exports.SyntheticRegistry = class SyntheticRegistry {
  #images = new Map();
  #distinct;
  #bundlesOf;
  #keep;

  /**
   * @param options.bundlesOf - the bundles of an image, by its digest: always the same ones
   * @param options.keep - images that are remembered at the most
   */
  constructor({ distinct, bundlesOf, keep = 64 }) {
    this.#distinct = distinct;
    this.#bundlesOf = bundlesOf;
    this.#keep = keep;
  }

  fetch = async input => {
    const { pathname } = new URL(input);
    const [, name, kind, reference] =
      /^\/v2\/images\/(\d+)\/(manifests|blobs|referrers)\/(.+)$/.exec(pathname);
    const found = this.#image(Number(name) % this.#distinct)[kind].get(
      reference,
    );
    return found
      ? new Response(found.bytes, {
          headers: { 'content-type': found.mediaType },
        })
      : new Response('{"errors":[{"code":"NOT_FOUND"}]}', { status: 404 });
  };

  /** The digest that an image has whatever is attached to it. */
  digestOf(index) {
    const { manifests } = this.#image(index % this.#distinct);
    return digestOf(manifests.get('latest').bytes);
  }

  /** Makes everything again when it is asked for. */
  forget() {
    this.#images.clear();
  }

  #image(index) {
    const known = this.#images.get(index);
    if (known) return known;
    const image = this.#create(index);
    this.#images.set(index, image);
    if (this.#images.size > this.#keep) {
      this.#images.delete(this.#images.keys().next().value);
    }
    return image;
  }

  #create(index) {
    const blobs = new Map();
    const manifests = new Map();
    const config = Buffer.from('{}');
    const manifestOf = (layers, more) =>
      json({
        schemaVersion: 2,
        mediaType: manifestType,
        config: descriptor('application/vnd.oci.empty.v1+json', config),
        layers,
        ...more,
      });
    const image = manifestOf([], { annotations: { image: String(index) } });
    const subject = descriptor(manifestType, image);
    manifests.set('latest', { bytes: image, mediaType: manifestType });
    manifests.set(subject.digest, { bytes: image, mediaType: manifestType });
    const referrers = this.#bundlesOf(subject.digest).map(bundle => {
      const bytes = json(bundle);
      blobs.set(digestOf(bytes), { bytes, mediaType: bundleType });
      const annotations = {
        'dev.sigstore.bundle.content': 'dsse-envelope',
        'dev.sigstore.bundle.predicateType': 'https://slsa.dev/provenance/v1',
        'org.opencontainers.image.created': '2026-06-01T10:00:00Z',
      };
      const artifact = { artifactType: bundleType, annotations };
      const manifest = manifestOf([descriptor(bundleType, bytes)], {
        ...artifact,
        subject,
      });
      manifests.set(digestOf(manifest), {
        bytes: manifest,
        mediaType: manifestType,
      });
      return { ...descriptor(manifestType, manifest), ...artifact };
    });
    const list = json({
      schemaVersion: 2,
      mediaType: indexType,
      manifests: referrers,
    });
    return {
      blobs,
      manifests,
      referrers: new Map([
        [subject.digest, { bytes: list, mediaType: indexType }],
      ]),
    };
  }
};
