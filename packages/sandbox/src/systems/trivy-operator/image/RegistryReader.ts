import { z } from 'zod';
import { request } from '../../../http/request';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const timeoutMs = 10_000;

const manifestSchema = z.object({
  config: z.object({ digest: z.string() }),
  layers: z.array(z.object({ digest: z.string(), size: z.number() })),
});
const configSchema = z.object({ created: z.string().optional() });

/** An image that can not be read; the message is for the operator's log. */
export class ImageError extends Error {}

export type PulledImage = {
  digest: string;
  createdAt: string;
  /** Tars, the lowest first. */
  layers: Buffer[];
};

/** Pulls images from the registries that can be reached from here, without credentials. */
export class RegistryReader {
  readonly #registries: Record<string, string>;

  /** @param registries - base URL by the host that image references begin with */
  constructor(registries: Record<string, string>) {
    this.#registries = registries;
  }

  /** @throws ImageError */
  async pull(
    host: string,
    repository: string,
    reference: string,
  ): Promise<PulledImage> {
    const base = this.#registries[host];
    if (!base) throw new ImageError(`${host} can not be reached`);
    const url = `${base}/v2/${repository}`;
    const { body, headers } = await get(`${url}/manifests/${reference}`);
    const { config, layers } = manifestSchema.parse(
      JSON.parse(body.toString()),
    );
    const blob = (digest: string) => get(`${url}/blobs/${digest}`);
    const { created } = configSchema.parse(
      JSON.parse((await blob(config.digest)).body.toString()),
    );
    return {
      digest: String(headers['docker-content-digest'] ?? ''),
      createdAt: created ?? '',
      layers: await Promise.all(
        layers.map(async ({ digest }) => (await blob(digest)).body),
      ),
    };
  }
}

async function get(url: string) {
  const answer = await request({
    url,
    method: 'GET',
    headers: { accept: `${manifestType}, */*` },
    timeoutMs,
  });
  if (answer.status !== 200) {
    throw new ImageError(`GET ${url}: unexpected status ${answer.status}`);
  }
  return answer;
}
