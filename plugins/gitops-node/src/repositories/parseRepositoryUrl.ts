import { InputError } from '@backstage/errors';
import { RepositoryName } from './HostedRepository';

export type GitHostKind = 'github' | 'gitlab' | 'gitea';

/** A Git host that `integrations:` configures. */
export interface ConfiguredHost {
  kind: GitHostKind;
  /** With the port, as in `integrations.<kind>[].host`. */
  host: string;
  /** Root of its pages, without a trailing slash. */
  baseUrl: string;
}

export interface RepositoryLocation<T extends ConfiguredHost = ConfiguredHost> {
  host: T;
  name: RepositoryName;
}

const PULL_REQUEST_PATH: Record<GitHostKind, RegExp> = {
  github: /^(.+)\/pull\/(\d+)$/,
  gitlab: /^(.+)\/-\/merge_requests\/(\d+)$/,
  gitea: /^(.+)\/pulls\/(\d+)$/,
};

/**
 * Reads where a repository is, from its address or from what RepoUrlPicker gives
 * (`host?owner=owner&repo=name`). Only configured hosts are accepted: the portal's
 * credentials, and its place in the network, are for those.
 */
export function parseRepositoryUrl<T extends ConfiguredHost>(
  repositoryUrl: string,
  options: { hosts: readonly T[]; field?: string },
): RepositoryLocation<T> {
  const { hosts, field = 'repositoryUrl' } = options;
  const picked = parsePicked(repositoryUrl);
  const { host, path } = picked
    ? { host: findHost(picked.host, { hosts, field }), path: picked.path }
    : splitUrl(repositoryUrl, { hosts, field });
  return { host, name: parseName(path, { host, field }) };
}

/** Reads which pull request an address names. */
export function parsePullRequestUrl<T extends ConfiguredHost>(
  pullRequestUrl: string,
  options: { hosts: readonly T[]; field?: string },
): RepositoryLocation<T> & { number: number } {
  const { hosts, field = 'pullRequestUrl' } = options;
  const { host, path } = splitUrl(pullRequestUrl, { hosts, field });
  const match = PULL_REQUEST_PATH[host.kind].exec(path);
  if (!match) {
    throw new InputError(
      `${field}: this is not the address of a pull request on ${host.host}`,
    );
  }
  const [, repository, number] = match;
  const name = parseName(repository, { host, field });
  return { host, name, number: Number(number) };
}

/** The page of a pull request. */
export function pullRequestUrlOf(
  kind: GitHostKind,
  repositoryUrl: string,
  number: number,
): string {
  switch (kind) {
    case 'github':
      return `${repositoryUrl}/pull/${number}`;
    case 'gitlab':
      return `${repositoryUrl}/-/merge_requests/${number}`;
    default:
      return `${repositoryUrl}/pulls/${number}`;
  }
}

function parsePicked(
  value: string,
): { host: string; path: string } | undefined {
  const [host, query] = value.split('?');
  if (!query || host.includes('/')) return undefined;
  const parameters = new URLSearchParams(query);
  return {
    host,
    path: `${parameters.get('owner') ?? ''}/${parameters.get('repo') ?? ''}`,
  };
}

function splitUrl<T extends ConfiguredHost>(
  value: string,
  options: { hosts: readonly T[]; field: string },
): { host: T; path: string } {
  const { field } = options;
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new InputError(
      `${field}: not an address; https://<host>/<owner>/<name> is needed`,
    );
  }
  if (url.username || url.password) {
    // Not repeated in the message, since it holds a secret.
    throw new InputError(`${field}: an address must not hold credentials`);
  }
  const host = findHost(url.host, options);
  const base = new URL(host.baseUrl);
  const root = `${base.pathname.replace(/\/$/, '')}/`;
  if (url.protocol !== base.protocol || !url.pathname.startsWith(root)) {
    throw new InputError(`${field}: "${value}" is not below ${host.baseUrl}`);
  }
  const path = url.pathname.slice(root.length).replace(/(\.git)?\/?$/, '');
  return { host, path: decode(path) };
}

function findHost<T extends ConfiguredHost>(
  host: string,
  options: { hosts: readonly T[]; field: string },
): T {
  const found = options.hosts.find(candidate => candidate.host === host);
  if (!found) {
    const known = options.hosts.map(candidate => candidate.host).join(', ');
    throw new InputError(
      `${options.field}: no Git host "${host}" is configured under integrations (configured: ${known})`,
    );
  }
  return found;
}

function parseName(
  path: string,
  options: { host: ConfiguredHost; field: string },
): RepositoryName {
  const segments = path.split('/');
  const nested = options.host.kind === 'gitlab';
  const wellFormed =
    (nested ? segments.length >= 2 : segments.length === 2) &&
    segments.every(
      segment => /^[\w.-]+$/.test(segment) && !/^(\.+|-)$/.test(segment),
    );
  if (!wellFormed) {
    const owner = nested ? '<group>/…' : '<owner>';
    throw new InputError(
      `${options.field}: "${path}" does not name a repository on ${options.host.host}; ${owner}/<name> is needed`,
    );
  }
  return {
    owner: segments.slice(0, -1).join('/'),
    name: segments[segments.length - 1],
  };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
