import { CommitState, GitHostClient } from '../clients/GitHostClient';
import { JobRun, Run, State } from './Run';

/** Gitea cuts nothing, but its pages do. */
const longestDescription = 200;

const states: Record<State, CommitState> = {
  waiting: 'pending',
  running: 'pending',
  success: 'success',
  failure: 'failure',
  skipped: 'warning',
  superseded: 'warning',
};

/** Tells the Git host how a run stands, on the commit: `ci/<job>` for each job. */
export class StatusReporter {
  readonly #gitHost: GitHostClient;
  readonly #urlOf: (run: Run) => string;

  constructor(options: {
    gitHost: GitHostClient;
    urlOf: (run: Run) => string;
  }) {
    this.#gitHost = options.gitHost;
    this.#urlOf = options.urlOf;
  }

  async reportJob(run: Run, job: JobRun): Promise<void> {
    await this.#report(run, `ci/${job.id}`, job.state, describeJob(job));
  }

  /** For what no job can tell: that there is no workflow, or a broken one. */
  async reportRun(run: Run): Promise<void> {
    await this.#report(run, 'ci', run.state, run.reason ?? run.state);
  }

  #report(
    run: Run,
    context: string,
    state: State,
    description: string,
  ): Promise<void> {
    return this.#gitHost.setStatus(run, run.commit, {
      context,
      state: states[state],
      description: description.slice(0, longestDescription),
      targetUrl: this.#urlOf(run),
    });
  }
}

function describeJob(job: JobRun): string {
  const { state, steps, reason } = job;
  switch (state) {
    case 'waiting':
      return 'Waiting';
    case 'running':
      return 'Running';
    case 'success': {
      const skipped = steps.filter(step => step.state === 'skipped').length;
      const ran = steps.length - skipped;
      return `${ran} of ${steps.length} steps ran${
        skipped ? `, ${skipped} skipped` : ''
      }`;
    }
    case 'skipped':
      return `Skipped: ${reason}`;
    case 'superseded':
      return `Superseded: ${reason}`;
    default:
      return reason ?? 'Failed';
  }
}
