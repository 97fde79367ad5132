import { InputError } from '@backstage/errors';
import {
  formatProblem,
  parsePolicy,
  Policy,
  TrustDomains,
  TrustDomainStore,
} from '@portolan/image-trust';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

type Loaded = { text: string; policy: Policy; trust: TrustDomainStore };

/** The policy's file and the trust domains that it names, kept up to date. */
export class PolicySource {
  readonly #path: string;
  readonly #directory: string;
  #loaded: Loaded;

  private constructor(
    options: { path: string; directory: string },
    loaded: Loaded,
  ) {
    this.#path = options.path;
    this.#directory = options.directory;
    this.#loaded = loaded;
  }

  /** @throws InputError with key, line and reason, where the policy cannot be used */
  static async load(options: {
    path: string;
    /** Where trust roots are kept between restarts. */
    directory: string;
  }): Promise<PolicySource> {
    const path = resolve(options.path);
    const loaded = await load(path, options.directory);
    return new PolicySource({ ...options, path }, loaded);
  }

  get policy(): Policy {
    return this.#loaded.policy;
  }

  get trust(): TrustDomains {
    return this.#loaded.trust.current;
  }

  /** Names everything that a verdict about a signature depends on. */
  get trustFingerprint(): string {
    const { domains, unreadable } = this.trust;
    return [
      ...domains.map(({ fingerprint }) => fingerprint),
      ...unreadable.map(({ name }) => `!${name}`),
    ].join(' ');
  }

  /**
   * Reads the file again.
   *
   * @throws InputError where it became one that cannot be used; the last good one stays
   */
  async reload(): Promise<'changed' | 'unchanged'> {
    const text = await readText(this.#path);
    if (text === this.#loaded.text) return 'unchanged';
    this.#loaded = await load(this.#path, this.#directory);
    return 'changed';
  }

  /** Asks the trust domains' mirrors. @returns what failed */
  async refreshTrust(): Promise<readonly { name: string; found: string }[]> {
    return this.#loaded.trust.refresh();
  }
}

async function load(path: string, directory: string): Promise<Loaded> {
  const text = await readText(path);
  const parsed = parsePolicy(text, { path });
  if ('problems' in parsed) {
    const lines = parsed.problems.map(problem => formatProblem(problem, path));
    throw new InputError(`supplyChain.policy: ${lines.join('\n')}`);
  }
  const { policy } = parsed;
  const trust = await TrustDomainStore.load({
    sources: policy.trustDomains,
    directory,
  });
  return { text, policy, trust };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new InputError(`supplyChain.policy: ${path} cannot be read`, cause);
  }
}
