import { z } from 'zod';
import { Digest, digestOf } from '../oci/digest';
import { Cost, HttpTransport } from '../oci/HttpTransport';
import { defaultLimits, Limits } from '../oci/limits';
import { RegistryError } from '../oci/RegistryError';
import { decodeBundle, MalformedEvidenceError } from './decodeBundle';
import type { EvidenceCollection } from './EvidenceCollection';
import type { EvidenceSource } from './EvidenceSource';

export type GitHubAttestationsOptions = {
  /** e.g. `acme`. */
  owner: string;
  /** e.g. `shop`; without it all repositories of the owner are asked. */
  repository?: string;
  /** Default `https://api.github.com`. */
  apiUrl?: string;
  token?: string;
  limits?: Partial<Limits>;
  fetch?: typeof fetch;
  sleep?: (ms: number) => Promise<void>;
};

const answerSchema = z.object({
  attestations: z.array(
    z.object({ bundle: z.record(z.unknown()).nullish() }).passthrough(),
  ),
});
const namePattern = /^[A-Za-z0-9_.-]{1,100}$/;

/**
 * GitHub's attestations API: where `actions/attest` puts a bundle when it is
 * not told to push it to the registry.
 *
 * @see https://docs.github.com/en/rest/repos/attestations
 */
export class GitHubAttestations implements EvidenceSource {
  readonly #transport: HttpTransport;
  readonly #limits: Limits;
  readonly #base: URL;
  readonly #headers: Record<string, string>;

  constructor(options: GitHubAttestationsOptions) {
    const { owner, repository } = options;
    for (const name of [owner, ...(repository ? [repository] : [])]) {
      if (!namePattern.test(name) || /^\.+$/.test(name)) {
        throw new TypeError(`'${name}' is no name at GitHub`);
      }
    }
    const api = (options.apiUrl ?? 'https://api.github.com').replace(/\/$/, '');
    this.#base = new URL(
      repository
        ? `${api}/repos/${owner}/${repository}/attestations/`
        : `${api}/orgs/${owner}/attestations/`,
    );
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#transport = new HttpTransport({
      limits: this.#limits,
      fetch: options.fetch,
      sleep: options.sleep,
    });
    this.#headers = {
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      ...(options.token && { authorization: `Bearer ${options.token}` }),
    };
  }

  /** Requests sent and bytes received so far. */
  get cost(): Cost {
    return { ...this.#transport.cost };
  }

  async collect(subject: Digest, into: EvidenceCollection): Promise<void> {
    await into.attempt(`GitHub attestations of ${subject}`, () =>
      this.#readPages(subject, into),
    );
  }

  async #readPages(subject: Digest, into: EvidenceCollection): Promise<void> {
    let url: URL | undefined = new URL(`./${subject}?per_page=100`, this.#base);
    const name = `GET ${this.#base.host}${this.#base.pathname}${subject}`;
    for (let page = 0; url; page += 1) {
      if (page >= this.#limits.pages) {
        throw new RegistryError({
          code: 'LIMIT_EXCEEDED',
          request: name,
          found: `more than ${this.#limits.pages} pages`,
        });
      }
      const { status, headers, body } = await this.#transport.get({
        url: url.href,
        headers: this.#headers,
        maxBytes: this.#limits.blobBytes,
        name,
      });
      // GitHub answers 404 for a digest without attestations.
      if (status === 404) return;
      if (status !== 200) {
        throw new RegistryError({
          code: status === 401 || status === 403 ? 'DENIED' : 'MALFORMED',
          request: name,
          found: `answered ${status}`,
        });
      }
      await readPage(body, subject, into);
      url = this.#next(headers.get('link'), url);
    }
  }

  /** The next page; a link that leads to another place is not followed, because the token would go along. */
  #next(link: string | null, from: URL): URL | undefined {
    const target = link && /<([^>]+)>\s*;\s*rel="next"/.exec(link)?.[1];
    if (!target || !URL.canParse(target, from)) return undefined;
    const url = new URL(target, from);
    if (url.origin === from.origin && url.pathname === from.pathname) {
      return url;
    }
    throw new MalformedEvidenceError('the next page lies somewhere else');
  }
}

async function readPage(
  body: Buffer,
  subject: Digest,
  into: EvidenceCollection,
): Promise<void> {
  const parsed = answerSchema.safeParse(JSON.parse(body.toString('utf8')));
  if (!parsed.success) {
    throw new MalformedEvidenceError('the answer lists no attestations');
  }
  const at = `GitHub attestation of ${subject}`;
  for (const { bundle } of parsed.data.attestations) {
    await into.attempt(at, async () => {
      if (!bundle) {
        // A bundle behind a link to a storage account is not followed.
        throw new MalformedEvidenceError('an attestation without its bundle');
      }
      const bytes = Buffer.from(JSON.stringify(bundle));
      into.spend(bytes.byteLength, at);
      into.addSigned({
        storage: 'github-attestations',
        blob: digestOf(bytes),
        ...decodeBundle(bytes),
      });
    });
  }
}
