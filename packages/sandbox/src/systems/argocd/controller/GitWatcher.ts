import pLimit from 'p-limit';
import { normalizeGitUrl } from '../git/normalizeGitUrl';
import { Repositories } from '../git/Repositories';
import { isCommitSha } from '../git/resolveRevision';
import { ApplicationController } from './ApplicationController';
import { ApplicationStore } from './ApplicationStore';

const resyncAfterMs = 180_000;
const resyncCheckMs = 15_000;

/**
 * Sees to it that Applications learn of new commits: it lists the refs of
 * every repository that an Application follows a branch or tag of, and again
 * when the Git host says that something was pushed. Applications that name a
 * commit cost nothing here.
 */
export class GitWatcher {
  readonly #store: ApplicationStore;
  readonly #repositories: Repositories;
  readonly #controller: ApplicationController;
  readonly #now: () => Date;
  readonly #pollMs: number;
  readonly #limit = pLimit(2);
  #poll: NodeJS.Timeout | undefined;
  #resync: NodeJS.Timeout | undefined;
  #polling: Promise<unknown> | undefined;

  constructor(options: {
    store: ApplicationStore;
    repositories: Repositories;
    controller: ApplicationController;
    pollSeconds: number;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#repositories = options.repositories;
    this.#controller = options.controller;
    this.#pollMs = options.pollSeconds * 1000;
    this.#now = options.now;
  }

  start(): void {
    this.#repositories.onChange(repoURL => {
      for (const { metadata, spec } of this.#store.list()) {
        if (spec.source?.repoURL === repoURL) {
          this.#controller.requestRefresh(metadata.name, 'latest');
        }
      }
    });
    this.#poll = setInterval(() => {
      // A Git host that is slow is not asked again before it answered.
      this.#polling ??= this.#listAll().finally(() => {
        this.#polling = undefined;
      });
    }, this.#pollMs);
    this.#resync = setInterval(() => this.#refreshOld(), resyncCheckMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#poll);
    clearInterval(this.#resync);
    await this.#polling;
  }

  /** Something was pushed to a repository, known under any of these addresses. */
  async takePush(urls: readonly string[]): Promise<void> {
    const pushed = new Set(urls.map(normalizeGitUrl));
    const followed = this.#followed().filter(url =>
      pushed.has(normalizeGitUrl(url)),
    );
    await Promise.all(followed.map(url => this.#repositories.refresh(url)));
  }

  #followed(): string[] {
    const sources = this.#store
      .list()
      .flatMap(({ spec }) => spec.source ?? [])
      .filter(source => !isCommitSha(source.targetRevision ?? ''));
    return [...new Set(sources.map(source => source.repoURL))];
  }

  async #listAll(): Promise<void> {
    await Promise.all(
      this.#followed().map(url =>
        this.#limit(() => this.#repositories.refresh(url)),
      ),
    );
  }

  /** Whatever happens, every Application is compared again now and then. */
  #refreshOld(): void {
    const before = this.#now().getTime() - resyncAfterMs;
    for (const { metadata, status } of this.#store.list()) {
      const reconciledAt = Date.parse(status?.reconciledAt ?? '') || 0;
      if (reconciledAt < before) {
        this.#controller.requestRefresh(metadata.name, 'latest');
      }
    }
  }
}
