import { parseDocument } from 'yaml';
import { z } from 'zod';

/** Where a repository declares what its pipeline does. */
export const workflowFile = '.gitea/workflows/ci.yaml';

export type WorkflowStep = {
  /** What a stage is found by: the step's `id`, else its name in kebab case. */
  key: string;
  name: string;
  /** The action that it uses, if it does: `owner/name@ref`. */
  uses?: string;
  /** The inputs of that action. */
  with: Record<string, unknown>;
  /** The commands that it runs, if it does. */
  run?: string;
};

export type WorkflowJob = {
  id: string;
  needs: string[];
  steps: WorkflowStep[];
};

export type Workflow = {
  name: string;
  /** Patterns of branches; absent means every branch. */
  branches?: string[];
  /** In an order in which no job comes before one that it needs. */
  jobs: WorkflowJob[];
};

/** What is wrong with a workflow, for the person who wrote it. */
export class WorkflowError extends Error {}

const listOf = <T extends z.ZodTypeAny>(item: T) =>
  z.union([item, z.array(item)]).transform(value => [value].flat());

const stepSchema = z
  .object({
    id: z.string().optional(),
    name: z.string().optional(),
    uses: z.string().optional(),
    run: z.string().optional(),
    with: z.record(z.unknown()).default({}),
  })
  .refine(step => step.uses || step.run, 'a step has `uses` or `run`');

const workflowSchema = z.object({
  name: z.string().optional(),
  on: z.union([
    listOf(z.string()),
    z.record(
      z
        .object({ branches: listOf(z.string()).optional() })
        .passthrough()
        .nullish(),
    ),
  ]),
  jobs: z
    .record(
      z.object({
        needs: listOf(z.string()).default([]),
        steps: z.array(stepSchema).min(1),
      }),
    )
    .refine(jobs => Object.keys(jobs).length > 0, 'at least one job'),
});

/** @throws WorkflowError */
export function parseWorkflow(text: string): Workflow {
  const document = parseDocument(text, { prettyErrors: true });
  const [syntax] = document.errors;
  if (syntax) {
    const [first] = syntax.message.split('\n');
    throw new WorkflowError(`${workflowFile} is not YAML: ${first}`);
  }
  const parsed = workflowSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue.path.join('.') || 'the file';
    throw new WorkflowError(`${workflowFile}: ${place}: ${issue.message}`);
  }
  const { name = 'ci', on, jobs } = parsed.data;
  if (Array.isArray(on) ? !on.includes('push') : !('push' in on)) {
    throw new WorkflowError(`${workflowFile}: \`on\` does not name \`push\``);
  }
  return {
    name,
    branches: Array.isArray(on) ? undefined : on.push?.branches,
    jobs: inOrder(
      Object.entries(jobs).map(([id, job]) => ({
        id,
        needs: job.needs,
        steps: job.steps.map(toStep),
      })),
    ),
  };
}

function toStep(step: z.infer<typeof stepSchema>): WorkflowStep {
  const name =
    step.name ?? step.uses ?? `Run ${step.run!.trim().split('\n')[0]}`;
  // The checkout of another repository is not the stage `checkout`.
  const isCheckout =
    /^actions\/checkout@/.test(step.uses ?? '') && !step.with.repository;
  return {
    key: step.id ?? (isCheckout ? 'checkout' : toKebab(name)),
    name,
    uses: step.uses,
    with: step.with,
    run: step.run,
  };
}

function toKebab(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function inOrder(jobs: WorkflowJob[]): WorkflowJob[] {
  const ids = new Set(jobs.map(job => job.id));
  for (const job of jobs) {
    const unknown = job.needs.find(need => !ids.has(need));
    if (unknown) {
      throw new WorkflowError(
        `${workflowFile}: jobs.${job.id}.needs: there is no job '${unknown}'`,
      );
    }
  }
  const done = new Set<string>();
  const ordered: WorkflowJob[] = [];
  while (ordered.length < jobs.length) {
    const ready = jobs.filter(
      job => !done.has(job.id) && job.needs.every(need => done.has(need)),
    );
    if (ready.length === 0) {
      throw new WorkflowError(
        `${workflowFile}: jobs need each other in a circle`,
      );
    }
    ready.forEach(job => done.add(job.id));
    ordered.push(...ready);
  }
  return ordered;
}
