import { Severity } from '../scan/Severity';

/** How a run, a job or a step stands. */
export type State =
  | 'waiting'
  | 'running'
  | 'success'
  | 'failure'
  | 'skipped'
  /** A newer commit took its place. */
  | 'superseded';

export type LogLine = { time: string; text: string };

export type StepRun = {
  key: string;
  name: string;
  state: State;
  /** Why it was skipped or failed. */
  reason?: string;
  log: LogLine[];
  startedAt?: string;
  finishedAt?: string;
};

export type JobRun = {
  id: string;
  needs: string[];
  state: State;
  reason?: string;
  steps: StepRun[];
};

/** An image that was pushed. */
export type BuiltImage = {
  /** Without a digest: `localhost:7011/meridian/quote-api`. */
  repository: string;
  digest: string;
};

/** What stages leave for later ones, and for the run's page. */
export type Outputs = {
  image?: BuiltImage;
  /** How many vulnerabilities a scan of the image found. */
  findings?: Partial<Record<Severity, number>>;
  /** The identity that signed the image. */
  signedBy?: string;
  /** Of the GitOps repository. */
  gitopsCommit?: { sha: string; url: string };
  /** Entities whose documentation was published: `default/component/quote-api`. */
  docs?: string[];
};

/** One run: of one commit of one repository. There is never a second one for the same. */
export type Run = {
  id: string;
  owner: string;
  repository: string;
  commit: string;
  branch: string;
  createdAt: string;
  /** Counts starts: after a restart of the pipeline, or when somebody ran it again. */
  attempt: number;
  state: State;
  reason?: string;
  startedAt?: string;
  finishedAt?: string;
  commitUrl?: string;
  commitMessage?: string;
  commitAuthor?: string;
  jobs: JobRun[];
  outputs: Outputs;
};

/** Which commit, of which repository. */
export type RunSubject = Pick<
  Run,
  'owner' | 'repository' | 'commit' | 'branch'
>;

export function runId({ repository, commit }: RunSubject): string {
  return `${repository}-${commit.slice(0, 12)}`;
}

export function isFinished({ state }: { state: State }): boolean {
  return state !== 'waiting' && state !== 'running';
}
