import { isNotFound } from '../clients/GitHostClient';
import { Artifacts, Stage, StageContext, StageServices } from '../stages/Stage';
import { Workspace } from '../stages/Workspace';
import {
  parseWorkflow,
  Workflow,
  WorkflowError,
  workflowFile,
  WorkflowStep,
} from '../workflow/parseWorkflow';
import { isFinished, JobRun, Run, State, StepRun } from './Run';
import { StatusReporter } from './StatusReporter';

export type ExecuteOptions = {
  services: StageServices;
  stages: readonly Stage[];
  reporter: StatusReporter;
  runUrl: string;
  save(run: Run): void;
  gitopsChanged(): Promise<void>;
  supersededBy(): string | undefined;
  /** Aborted when the pipeline stops: then the run is left as it is, to go on after the next start. */
  signal: AbortSignal;
};

/** Runs all jobs of a commit's workflow, from the first step. */
export async function executeRun(
  run: Run,
  options: ExecuteOptions,
): Promise<void> {
  const { services, reporter, save, signal } = options;
  const now = () => services.now().toISOString();
  Object.assign(run, {
    state: 'running',
    reason: undefined,
    startedAt: now(),
    finishedAt: undefined,
    attempt: run.attempt + 1,
    jobs: [],
    outputs: {},
  });
  save(run);
  try {
    const workspace = new Workspace(services.gitHost, run);
    const commit = await workspace.commit();
    Object.assign(run, {
      commitUrl: commit.url,
      commitMessage: commit.message,
      commitAuthor: commit.author,
    });
    const workflow = await readWorkflow(workspace);
    run.jobs = workflow.jobs.map(job => ({
      id: job.id,
      needs: job.needs,
      state: 'waiting',
      steps: job.steps.map(({ key, name }) => ({
        key,
        name,
        state: 'waiting',
        log: [],
      })),
    }));
    save(run);
    for (const job of run.jobs) await reporter.reportJob(run, job);
    const { url: repositoryUrl } = await services.gitHost.getRepository(run);
    const context = { run, workspace, repositoryUrl, artifacts: {} };
    for (const [index, job] of run.jobs.entries()) {
      const declared = workflow.jobs[index].steps;
      await executeJob(job, { ...context, declared }, options);
    }
    run.state = stateOf(run.jobs);
    run.reason = run.jobs.find(job => job.state === run.state)?.reason;
  } catch (error) {
    if (signal.aborted) throw error;
    run.state = 'failure';
    run.reason = reasonOf(error, run);
  }
  run.finishedAt = now();
  save(run);
  if (run.jobs.length === 0) await reporter.reportRun(run);
}

type JobContext = {
  run: Run;
  workspace: Workspace;
  repositoryUrl: string;
  artifacts: Artifacts;
  /** The steps of the job as the workflow has them. */
  declared: WorkflowStep[];
};

async function executeJob(
  job: JobRun,
  context: JobContext,
  options: ExecuteOptions,
): Promise<void> {
  const { run } = context;
  const blocking = run.jobs.find(
    other => job.needs.includes(other.id) && other.state !== 'success',
  );
  if (blocking) {
    job.state = blocking.state === 'superseded' ? 'superseded' : 'skipped';
    job.reason = `it needs ${blocking.id}, which ended as ${blocking.state}`;
  } else {
    job.state = 'running';
    options.save(run);
    await options.reporter.reportJob(run, job);
    for (const step of job.steps) {
      if (isFinished(job)) break;
      await executeStep(step, job, context, options);
    }
    if (!isFinished(job)) job.state = 'success';
  }
  options.save(run);
  await options.reporter.reportJob(run, job);
}

async function executeStep(
  step: StepRun,
  job: JobRun,
  { run, workspace, repositoryUrl, artifacts, declared }: JobContext,
  options: ExecuteOptions,
): Promise<void> {
  const { services, save, signal } = options;
  const now = () => services.now().toISOString();
  const stage = options.stages.find(({ name }) => name === step.key);
  if (!stage) {
    step.state = 'skipped';
    step.reason = 'not one of the steps that the sandbox runs';
    return;
  }
  step.state = 'running';
  step.startedAt = now();
  save(run);
  const log = (text: string) => {
    step.log.push({ time: now(), text });
    save(run);
  };
  const context: StageContext = {
    subject: run,
    step: declared[job.steps.indexOf(step)],
    attempt: run.attempt,
    startedAt: new Date(run.startedAt!),
    repositoryUrl,
    runId: run.id,
    runUrl: options.runUrl,
    workspace,
    outputs: run.outputs,
    artifacts,
    services,
    log,
    gitopsChanged: options.gitopsChanged,
    supersededBy: options.supersededBy,
  };
  try {
    const outcome = await stage.run(context);
    step.state = outcome.result === 'done' ? 'success' : outcome.result;
    if (outcome.result !== 'done') step.reason = outcome.reason;
    if (outcome.result === 'superseded') {
      job.state = 'superseded';
      job.reason = outcome.reason;
    }
  } catch (error) {
    if (signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    log(reason);
    step.state = 'failure';
    step.reason = reason;
    job.state = 'failure';
    job.reason = `${step.name}: ${reason}`;
  }
  step.finishedAt = now();
}

async function readWorkflow(workspace: Workspace): Promise<Workflow> {
  const text = await workspace.read(workflowFile);
  if (text === undefined) {
    throw new WorkflowError(
      `There is no ${workflowFile} at this commit, so nobody knows what to do with it`,
    );
  }
  return parseWorkflow(text);
}

/** The worst of its jobs; a job that was skipped follows from one that failed. */
function stateOf(jobs: JobRun[]): State {
  const found = (state: State) => jobs.some(job => job.state === state);
  if (found('failure')) return 'failure';
  return found('superseded') ? 'superseded' : 'success';
}

function reasonOf(error: unknown, run: Run): string {
  if (isNotFound(error)) {
    return `The Git host has no commit ${run.commit.slice(0, 7)} any more`;
  }
  return error instanceof Error ? error.message : String(error);
}
