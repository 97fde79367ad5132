import { z } from 'zod';
import type { IdentityProvider } from '../../../cosign/KeylessSigner';
import { RunIdentity } from '../provenance/RunIdentity';
import { failWith, request } from './request';

const system = 'Token issuer';
const answerSchema = z.object({ id_token: z.string() });

export type TokenIssuerAddress = {
  /** Where tokens of runs are asked for, e.g. `http://localhost:7017/oidc/token`. */
  url: string;
  /** With which the pipeline shows that it is the pipeline. */
  clientSecret: string;
};

/** The tokens with which runs prove who they are: one for each signature, as their lives are short. */
export class RunTokens {
  readonly #issuer: TokenIssuerAddress;
  readonly #signal: AbortSignal;

  constructor(options: { issuer: TokenIssuerAddress; signal: AbortSignal }) {
    this.#issuer = options.issuer;
    this.#signal = options.signal;
  }

  of(run: RunIdentity): IdentityProvider {
    return { getToken: () => this.#fetch(run) };
  }

  async #fetch({ subject, id, runUrl, attempt }: RunIdentity): Promise<string> {
    const { url, clientSecret } = this.#issuer;
    const response = await request({
      system,
      url,
      method: 'POST',
      headers: {
        authorization: `Bearer ${clientSecret}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        audience: 'sigstore',
        run: {
          repository: `${subject.owner}/${subject.repository}`,
          sha: subject.commit,
          ref: `refs/heads/${subject.branch}`,
          event_name: 'push',
          run_id: id,
          run_attempt: String(attempt),
          run_url: `${runUrl}/attempts/${attempt}`,
        },
      }),
      signal: this.#signal,
    });
    if (!response.ok) {
      return failWith(system, response, 'the request for a token of this run');
    }
    return answerSchema.parse(await response.json()).id_token;
  }
}
