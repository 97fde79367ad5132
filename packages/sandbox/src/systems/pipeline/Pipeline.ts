import { pause } from './clients/request';
import { ChangeSignal } from './runs/ChangeSignal';
import { executeRun } from './runs/executeRun';
import { isFinished, Run, RunSubject } from './runs/Run';
import { RunQueue } from './runs/RunQueue';
import { RunStore } from './runs/RunStore';
import { StatusReporter } from './runs/StatusReporter';
import { Stage, StageServices } from './stages/Stage';

const longestWaitMs = 10_000;
const catchUpPauseMs = 5_000;

/**
 * Turns pushes into runs.
 *
 * A run is on disk before its push is answered, and there is one for each
 * commit. A pipeline that was killed goes on with what it had not finished,
 * and makes up for the heads that it did not hear of.
 */
export class Pipeline {
  readonly #services: StageServices;
  readonly #stages: readonly Stage[];
  readonly #store: RunStore;
  readonly #urlOf: (run: Run) => string;
  readonly #reporter: StatusReporter;
  readonly #stop: AbortController;
  readonly #queue = new RunQueue();
  readonly #gitopsChange = new ChangeSignal();
  #catchingUp: Promise<void> | undefined;

  constructor(options: {
    services: StageServices;
    stages: readonly Stage[];
    store: RunStore;
    urlOf: (run: Run) => string;
    stop: AbortController;
  }) {
    this.#services = options.services;
    this.#stages = options.stages;
    this.#store = options.store;
    this.#urlOf = options.urlOf;
    this.#stop = options.stop;
    this.#reporter = new StatusReporter({
      gitHost: options.services.gitHost,
      urlOf: options.urlOf,
    });
  }

  get runs(): RunStore {
    return this.#store;
  }

  /** Goes on with unfinished runs, then looks for heads without one; does not wait for either. */
  start(): void {
    this.#store.unfinished().forEach(run => this.#enqueue(run));
    this.#catchingUp = this.#catchUp();
  }

  /** A push to the default branch of a service's repository. */
  push(subject: RunSubject): Run {
    const { run, isNew } = this.#store.create(subject);
    if (isNew) this.#enqueue(run);
    // A run that waits for the GitOps repository gives way to this one.
    this.#gitopsChange.notify();
    return run;
  }

  /** A push to the GitOps repository. */
  gitopsPushed(): void {
    this.#gitopsChange.notify();
  }

  /** Runs a finished run again; undefined when there is none of this id. */
  runAgain(id: string): Run | undefined {
    const run = this.#store.get(id);
    if (run && isFinished(run)) {
      run.state = 'waiting';
      this.#store.save(run);
      this.#enqueue(run);
    }
    return run;
  }

  /** Stops at the next await of each run; what is unfinished stays so on disk. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#catchingUp, this.#queue.idle()]);
  }

  #enqueue({ id, owner, repository }: Run): void {
    this.#queue.add(`${owner}/${repository}`, () => this.#execute(id));
  }

  async #execute(id: string): Promise<void> {
    const { signal } = this.#stop;
    const run = this.#store.get(id);
    if (!run || isFinished(run) || signal.aborted) return;
    try {
      await executeRun(run, {
        services: this.#services,
        stages: this.#stages,
        reporter: this.#reporter,
        runUrl: this.#urlOf(run),
        save: changed => this.#store.save(changed),
        gitopsChanged: () =>
          this.#gitopsChange.wait({ atMostMs: longestWaitMs, signal }),
        supersededBy: () => this.#store.newerThan(run)?.commit,
        signal,
      });
    } catch (error) {
      if (signal.aborted) return;
      // The status of the commit could not be sent: the run itself says so.
      Object.assign(run, { state: 'failure', reason: String(error) });
      this.#store.save(run);
    }
  }

  /** Every head of the organisation gets its run; tried until the Git host answers, or the pipeline stops. */
  async #catchUp(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#findHeads();
        return;
      } catch {
        await pause(catchUpPauseMs, signal).catch(() => {});
      }
    }
  }

  async #findHeads(): Promise<void> {
    const { gitHost, gitops } = this.#services;
    for (const found of await gitHost.listRepositories(gitops.owner)) {
      if (found.name !== gitops.repository) {
        const name = { owner: found.owner, repository: found.name };
        const branch = found.defaultBranch;
        const commit = await gitHost.headOf(name, branch);
        this.push({ ...name, branch, commit });
      }
    }
  }
}
