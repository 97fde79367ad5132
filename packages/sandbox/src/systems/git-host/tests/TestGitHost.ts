import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHost, GitHostOptions, startGitHost } from '..';

export const password = 'a-password-for-tests';
export const portalToken = '0123456789abcdef0123456789abcdef01234567';

export type ApiAnswer<T = unknown> = {
  status: number;
  headers: Headers;
  /** The JSON of the answer, or its text. */
  body: T;
};

export type WrittenFile = {
  content: { sha: string };
  commit: { sha: string };
};

/** A Git host in a folder of its own, with an administrator, another user and an organisation. */
export class TestGitHost {
  readonly directory: string;
  readonly #options: Partial<GitHostOptions>;
  #host: GitHost;

  static async start(
    options: Partial<GitHostOptions> = {},
  ): Promise<TestGitHost> {
    const directory = mkdtempSync(join(tmpdir(), 'git-host-'));
    const host = await TestGitHost.#listen(directory, options);
    return new TestGitHost(directory, options, host);
  }

  static #listen(
    directory: string,
    options: Partial<GitHostOptions>,
  ): Promise<GitHost> {
    return startGitHost({
      directory,
      users: [
        { username: 'portal', password, admin: true },
        { username: 'jane', password },
      ],
      tokens: [
        {
          name: 'portal',
          username: 'portal',
          token: portalToken,
          scopes: ['all'],
        },
      ],
      organizations: [{ name: 'shop', members: ['portal'] }],
      ...options,
    });
  }

  private constructor(
    directory: string,
    options: Partial<GitHostOptions>,
    host: GitHost,
  ) {
    this.directory = directory;
    this.#options = options;
    this.#host = host;
  }

  get host(): GitHost {
    return this.#host;
  }

  get url(): string {
    return this.#host.url;
  }

  /** Stops it and starts another one on the same folder. */
  async restart(options: Partial<GitHostOptions> = {}): Promise<void> {
    await this.#host.close();
    this.#host = await TestGitHost.#listen(this.directory, {
      ...this.#options,
      ...options,
    });
  }

  async close(): Promise<void> {
    await this.#host.close();
    rmSync(this.directory, { recursive: true });
  }

  /** Asks the API as the administrator, or as another user, or as nobody. */
  async api<T = unknown>(
    method: string,
    path: string,
    options: { body?: unknown; as?: 'portal' | 'jane' | 'nobody' } = {},
  ): Promise<ApiAnswer<T>> {
    const { body, as = 'portal' } = options;
    return this.get<T>(`/api/v1${path}`, {
      method,
      headers: {
        ...(as !== 'nobody' && { authorization: basic(as, password) }),
        'content-type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  async get<T = string>(
    path: string,
    init: RequestInit = {},
  ): Promise<ApiAnswer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      redirect: 'manual',
      ...init,
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as T,
    };
  }

  async createRepository(
    name: string,
    options: { private?: boolean; empty?: boolean } = {},
  ): Promise<void> {
    await this.api('POST', '/orgs/shop/repos', {
      body: {
        name,
        private: options.private ?? false,
        auto_init: !options.empty,
        default_branch: 'main',
      },
    });
  }

  /** Writes one new file. */
  async createFile(
    repository: string,
    path: string,
    content: string,
    more: object = {},
  ): Promise<ApiAnswer<WrittenFile>> {
    return this.api('POST', `/repos/shop/${repository}/contents/${path}`, {
      body: { content: base64(content), message: `Add ${path}`, ...more },
    });
  }
}

export function basic(username: string, secret: string): string {
  return `Basic ${base64(`${username}:${secret}`)}`;
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
