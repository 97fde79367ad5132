import { readFile } from 'node:fs/promises';
import { createTrustDomain } from './createTrustDomain';
import {
  FetchTrustedRoot,
  fetchTrustedRoot,
  MirrorSource,
} from './fetchTrustedRoot';
import { KeptRoot, LastGoodRoot } from './LastGoodRoot';
import { publicGoodMirror, publicGoodSeed } from './publicGoodRoot';
import type { KeyDefinition, TrustDomain } from './TrustDomain';
import { TrustDomainError, TrustDomainErrorCode } from './TrustDomainError';
import type { KeySource, TrustDomainSource } from './TrustDomainSource';

/** A domain that can be used, and how fresh its root is. */
export type LoadedDomain = TrustDomain & {
  /** Absent where the domain has no root. */
  root?: {
    from: 'file' | 'mirror' | 'last-good' | 'seed';
    /** When the mirror said so; absent for a seed. */
    asOf?: Date;
    /** The mirror was not reached for longer than allowed: a revocation may be unknown here. */
    stale: boolean;
  };
};

/** A domain that can not be used: evidence that only it could judge stays undecided. */
export type UnreadableDomain = {
  name: string;
  code: TrustDomainErrorCode;
  found: string;
};

export type TrustDomains = {
  domains: readonly LoadedDomain[];
  unreadable: readonly UnreadableDomain[];
};

export type TrustDomainStoreOptions = {
  sources: readonly TrustDomainSource[];
  /** Where roots and TUF metadata are kept between runs. */
  directory: string;
  /** Milliseconds after which a root that could not be refreshed is stale. Default two days. */
  staleAfterMs?: number;
  /** Milliseconds that one request to a mirror may take. Default 10,000. */
  timeoutMs?: number;
  now?: () => Date;
  fetchRoot?: FetchTrustedRoot;
};

type Root = KeptRoot | { fetchedAt?: undefined; trustedRoot: unknown };
type RootFrom = NonNullable<LoadedDomain['root']>['from'];
type State =
  | { domain: TrustDomain; from?: RootFrom; asOf?: Date }
  | { failure: UnreadableDomain };

/**
 * Loads trust domains and keeps their roots fresh. A domain that can not be
 * read is reported and takes no other with it; a refresh that fails leaves the
 * last good root in use.
 */
export class TrustDomainStore {
  readonly #options: Required<TrustDomainStoreOptions>;
  /** The first of each name. */
  readonly #sources: readonly TrustDomainSource[];
  /** The others: which of two is meant, nobody knows. */
  readonly #repeated: readonly UnreadableDomain[];
  readonly #states = new Map<string, State>();

  private constructor(options: TrustDomainStoreOptions) {
    this.#options = {
      staleAfterMs: 2 * 24 * 3_600_000,
      timeoutMs: 10_000,
      now: () => new Date(),
      fetchRoot: fetchTrustedRoot,
      ...options,
    };
    const names = options.sources.map(({ name }) => name);
    const isFirst = ({ name }: TrustDomainSource, index: number) =>
      names.indexOf(name) === index;
    this.#sources = options.sources.filter(isFirst);
    this.#repeated = options.sources
      .filter((source, index) => !isFirst(source, index))
      .map(({ name }) => ({
        name,
        code: 'NAME_INVALID',
        found: `the name '${name}' is used twice`,
      }));
  }

  /**
   * Reads all domains from what is at hand: files, last good roots, seeds.
   * Only a mirror that nothing is known of yet is asked.
   */
  static async load(
    options: TrustDomainStoreOptions,
  ): Promise<TrustDomainStore> {
    const store = new TrustDomainStore(options);
    await Promise.all(
      store.#sources.map(async source => {
        store.#states.set(source.name, await store.#attempt(source, 'at-hand'));
      }),
    );
    return store;
  }

  /** What can be used now, in the order of the configuration, and what can not. */
  get current(): TrustDomains {
    const states = this.#sources.map(({ name }) => this.#states.get(name));
    return {
      domains: states.flatMap(state =>
        state && 'domain' in state ? [this.#toLoaded(state)] : [],
      ),
      unreadable: [
        ...states.flatMap(state =>
          state && 'failure' in state ? [state.failure] : [],
        ),
        ...this.#repeated,
      ],
    };
  }

  /**
   * Reads files again and asks all mirrors.
   *
   * @returns what failed; the domains are as they were there
   */
  async refresh(): Promise<UnreadableDomain[]> {
    const failures = await Promise.all(
      this.#sources.map(async source => {
        const state = await this.#attempt(source, 'fresh');
        const known = this.#states.get(source.name);
        if ('failure' in state) {
          if (!known || 'failure' in known) {
            this.#states.set(source.name, state);
          }
          return [state.failure];
        }
        this.#states.set(source.name, state);
        return [];
      }),
    );
    return failures.flat();
  }

  /**
   * Refreshes in the background until the returned function is called.
   *
   * @param options.everyMs - milliseconds between the end of one refresh and the start of the next
   */
  start(options: {
    everyMs: number;
    onFailure?: (failures: UnreadableDomain[]) => void;
  }): () => void {
    let timer: NodeJS.Timeout | undefined;
    let stopped = false;
    const run = async () => {
      const failures = await this.refresh();
      if (failures.length > 0) options.onFailure?.(failures);
      if (stopped) return;
      timer = setTimeout(run, options.everyMs);
      timer.unref();
    };
    timer = setTimeout(run, 0);
    timer.unref();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }

  async #attempt(
    source: TrustDomainSource,
    want: 'at-hand' | 'fresh',
  ): Promise<State> {
    try {
      return await this.#read(source, want);
    } catch (error) {
      return {
        failure: {
          name: source.name,
          code: TrustDomainError.is(error) ? error.code : 'ROOT_UNREADABLE',
          found: error instanceof Error ? error.message : String(error),
        },
      };
    }
  }

  async #read(
    source: TrustDomainSource,
    want: 'at-hand' | 'fresh',
  ): Promise<State> {
    const keys =
      source.signers === 'keys'
        ? await Promise.all(source.keys.map(readKey))
        : [];
    const create = (trustedRoot: unknown): TrustDomain => {
      const { name, thresholds } = source;
      return source.signers === 'keys'
        ? createTrustDomain({
            name,
            thresholds,
            signers: 'keys',
            keys,
            trustedRoot,
          })
        : createTrustDomain({
            name,
            thresholds,
            signers: 'certificates',
            trustedRoot,
          });
    };
    const { root } = source;
    if (!root) return { domain: create(undefined) };
    if (root.from === 'file') {
      return { domain: create(await readJson(root.path)), from: 'file' };
    }
    return this.#readMirror(root, { name: source.name, want, create });
  }

  async #readMirror(
    source: MirrorSource,
    options: {
      name: string;
      want: 'at-hand' | 'fresh';
      create: (trustedRoot: unknown) => TrustDomain;
    },
  ): Promise<State> {
    const { directory, timeoutMs, fetchRoot, now } = this.#options;
    const { name, want, create } = options;
    const mirror = source.from === 'tuf' ? source.mirrorUrl : publicGoodMirror;
    const lastGood = new LastGoodRoot({ directory, domain: name, mirror });
    if (want === 'at-hand') {
      const kept = await lastGood.read();
      const state = kept && usedIfValid(kept, create);
      if (state) return state;
      if (source.from === 'public-good') {
        return used(
          { trustedRoot: publicGoodSeed() },
          { from: 'seed', create },
        );
      }
    }
    let trustedRoot: unknown;
    try {
      trustedRoot = await fetchRoot(source, { directory, timeoutMs });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new TrustDomainError(
        'ROOT_UNREADABLE',
        `no root from ${mirror}: ${why}`,
        cause,
      );
    }
    const fetched = { fetchedAt: now(), trustedRoot };
    const state = used(fetched, { from: 'mirror', create });
    // Only a root that makes a domain is worth keeping.
    await lastGood.write(fetched);
    return state;
  }

  #toLoaded(state: Extract<State, { domain: TrustDomain }>): LoadedDomain {
    const { domain, from, asOf } = state;
    if (!from) return domain;
    const oldest = this.#options.now().getTime() - this.#options.staleAfterMs;
    const stale = from !== 'file' && (!asOf || asOf.getTime() < oldest);
    return { ...domain, root: { from, asOf, stale } };
  }
}

function used(
  root: Root,
  options: { from: RootFrom; create: (trustedRoot: unknown) => TrustDomain },
): State {
  return {
    domain: options.create(root.trustedRoot),
    from: options.from,
    asOf: root.fetchedAt,
  };
}

/** A last good root that somebody damaged is as good as none. */
function usedIfValid(
  kept: KeptRoot,
  create: (trustedRoot: unknown) => TrustDomain,
): State | undefined {
  try {
    return used(kept, { from: 'last-good', create });
  } catch (error) {
    if (TrustDomainError.is(error) && error.code === 'ROOT_INVALID') {
      return undefined;
    }
    throw error;
  }
}

async function readKey(source: KeySource): Promise<KeyDefinition> {
  if (!('path' in source)) return source;
  const { path, ...key } = source;
  try {
    return { ...key, pem: await readFile(path, 'utf8') };
  } catch (cause) {
    throw new TrustDomainError(
      'KEY_INVALID',
      `key '${key.name}': ${path} can not be read`,
      cause,
    );
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new TrustDomainError(
      'ROOT_UNREADABLE',
      `${path} can not be read as JSON`,
      cause,
    );
  }
}
