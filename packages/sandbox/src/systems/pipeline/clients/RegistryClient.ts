import { failWith, request } from './request';

const system = 'Registry';

export type Blob = { digest: string; bytes: Buffer };

export type Manifest = Blob & { mediaType: string };

const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
].join(', ');

/** A registry over the distribution API, signing in as its challenge says. */
export class RegistryClient {
  readonly #url: string;
  readonly #basic: string;
  readonly #signal: AbortSignal;
  readonly #tokens = new Map<string, string>();

  constructor(options: {
    url: string;
    username: string;
    password: string;
    signal: AbortSignal;
  }) {
    this.#url = options.url;
    this.#basic = `Basic ${Buffer.from(
      `${options.username}:${options.password}`,
    ).toString('base64')}`;
    this.#signal = options.signal;
  }

  /** The digest behind a tag; undefined when there is no such tag. */
  async resolve(name: string, tag: string): Promise<string | undefined> {
    const response = await this.#send(name, `/v2/${name}/manifests/${tag}`, {
      method: 'HEAD',
      headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
    });
    if (response.status === 404) return undefined;
    if (!response.ok) return failWith(system, response, `HEAD ${name}:${tag}`);
    return response.headers.get('docker-content-digest') ?? undefined;
  }

  /** The manifest behind a tag or a digest; undefined when there is none. */
  async readManifest(
    name: string,
    reference: string,
  ): Promise<Manifest | undefined> {
    const response = await this.#send(
      name,
      `/v2/${name}/manifests/${reference}`,
      { method: 'GET', headers: { accept: manifestTypes } },
    );
    if (response.status === 404) return undefined;
    if (!response.ok) {
      return failWith(system, response, `the manifest ${reference} of ${name}`);
    }
    return {
      bytes: Buffer.from(await response.arrayBuffer()),
      digest: response.headers.get('docker-content-digest') ?? reference,
      mediaType: response.headers.get('content-type') ?? '',
    };
  }

  async readBlob(name: string, digest: string): Promise<Buffer> {
    const response = await this.#send(name, `/v2/${name}/blobs/${digest}`, {
      method: 'GET',
    });
    if (!response.ok) return failWith(system, response, `the blob ${digest}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** What the referrers API answers; undefined when the registry has no such API. */
  async readReferrers(
    name: string,
    digest: string,
  ): Promise<Buffer | undefined> {
    const response = await this.#send(name, `/v2/${name}/referrers/${digest}`, {
      method: 'GET',
    });
    if (response.status === 404) return undefined;
    if (!response.ok) {
      return failWith(system, response, `the referrers of ${digest}`);
    }
    return Buffer.from(await response.arrayBuffer());
  }

  /** Uploads a blob unless the repository has it; says whether it did. */
  async pushBlob(name: string, blob: Blob): Promise<boolean> {
    const path = `/v2/${name}/blobs`;
    const known = await this.#send(name, `${path}/${blob.digest}`, {
      method: 'HEAD',
    });
    if (known.ok) return false;
    const started = await this.#send(name, `${path}/uploads/`, {
      method: 'POST',
    });
    if (started.status !== 202) {
      return failWith(system, started, `an upload to ${name}`);
    }
    const location = new URL(started.headers.get('location')!, this.#url);
    location.searchParams.set('digest', blob.digest);
    const finished = await this.#send(
      name,
      `${location.pathname}${location.search}`,
      {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: blob.bytes,
      },
    );
    if (finished.status !== 201) {
      return failWith(system, finished, `the upload of ${blob.digest}`);
    }
    return true;
  }

  /** Says whether the registry lists the manifest's subject by itself, as one with the referrers API does. */
  async putManifest(
    name: string,
    reference: string,
    manifest: { mediaType: string; bytes: Buffer },
  ): Promise<{ listsReferrers: boolean }> {
    const response = await this.#send(
      name,
      `/v2/${name}/manifests/${reference}`,
      {
        method: 'PUT',
        headers: { 'content-type': manifest.mediaType },
        body: manifest.bytes,
      },
    );
    if (response.status !== 201) {
      return failWith(system, response, `the manifest ${reference} of ${name}`);
    }
    return { listsReferrers: response.headers.has('oci-subject') };
  }

  /** Forgets a blob, if the repository has it. */
  async deleteBlob(name: string, digest: string): Promise<void> {
    const response = await this.#send(name, `/v2/${name}/blobs/${digest}`, {
      method: 'DELETE',
    });
    if (response.status !== 202 && response.status !== 404) {
      await failWith(system, response, `the removal of ${digest}`);
    }
    await response.arrayBuffer();
  }

  async #send(
    name: string,
    path: string,
    options: {
      method: string;
      headers?: Record<string, string>;
      body?: Buffer;
    },
  ): Promise<Response> {
    const attempt = () => {
      const token = this.#tokens.get(name);
      return request({
        system,
        url: `${this.#url}${path}`,
        method: options.method,
        headers: {
          ...options.headers,
          ...(token ? { authorization: token } : {}),
        },
        body: options.body,
        signal: this.#signal,
      });
    };
    const response = await attempt();
    const challenge = response.headers.get('www-authenticate');
    if (response.status !== 401 || !challenge) return response;
    await response.arrayBuffer();
    this.#tokens.set(name, await this.#signIn(name, challenge));
    return attempt();
  }

  /** Answers a Basic challenge as it is, a Bearer challenge by a token for pull and push. */
  async #signIn(name: string, challenge: string): Promise<string> {
    if (/^Basic/i.test(challenge)) return this.#basic;
    const [, realm] = /realm="([^"]+)"/.exec(challenge) ?? [];
    const [, service = ''] = /service="([^"]+)"/.exec(challenge) ?? [];
    const query = new URLSearchParams({
      service,
      scope: `repository:${name}:pull,push`,
    });
    const response = await request({
      system,
      url: `${realm}?${query}`,
      headers: { authorization: this.#basic },
      signal: this.#signal,
    });
    if (!response.ok) return failWith(system, response, 'the sign-in');
    const { token } = (await response.json()) as { token: string };
    return `Bearer ${token}`;
  }
}
