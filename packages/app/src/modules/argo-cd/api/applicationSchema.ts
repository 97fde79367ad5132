import { z } from 'zod/v4';
import { Application } from './ArgoCdApi';

/** Kinds that run something; the others may be there with nothing deployed. */
const workloadKinds = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Pod',
  'ReplicaSet',
  'Rollout',
  'StatefulSet',
]);

/** The part of Argo CD's Application that is read here. */
export const applicationSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string().default('argocd'),
    labels: z.record(z.string(), z.string()).optional(),
  }),
  spec: z
    .object({
      destination: z
        .object({
          name: z.string().optional(),
          server: z.string().optional(),
          namespace: z.string().optional(),
        })
        .optional(),
      source: z.object({ repoURL: z.string().optional() }).optional(),
    })
    .optional(),
  status: z
    .object({
      sync: z
        .object({
          status: z.string().optional(),
          revision: z.string().optional(),
        })
        .optional(),
      health: z
        .object({
          status: z.string().optional(),
          message: z.string().optional(),
        })
        .optional(),
      conditions: z
        .array(z.object({ type: z.string(), message: z.string() }))
        .optional(),
      history: z
        .array(
          z.object({
            deployedAt: z.string().optional(),
            revision: z.string().optional(),
          }),
        )
        .nullish(),
      operationState: z
        .object({ phase: z.string(), message: z.string().optional() })
        .optional(),
      resources: z.array(z.object({ kind: z.string() })).nullish(),
    })
    .default({}),
});

/** Argo CD says `null` where it has no item. */
export const applicationListSchema = z.object({
  items: z.array(applicationSchema).nullable(),
});

export function toApplication(
  wire: z.output<typeof applicationSchema>,
  options: { instanceUrl?: string },
): Application {
  const { metadata, spec, status } = wire;
  const { instanceUrl } = options;
  // A commit only: while Argo CD can't compare, it repeats the branch's name here.
  const revision = status.sync?.revision?.match(/^[0-9a-f]{40,64}$/)?.[0];
  return {
    name: metadata.name,
    namespace: metadata.namespace,
    labels: metadata.labels ?? {},
    cluster: spec?.destination?.name ?? spec?.destination?.server,
    targetNamespace: spec?.destination?.namespace,
    syncStatus: status.sync?.status ?? 'Unknown',
    healthStatus: status.health?.status ?? 'Unknown',
    revision,
    repositoryUrl: spec?.source?.repoURL?.replace(/\.git$/, ''),
    deployedAt: status.history?.at(-1)?.deployedAt,
    deploys: (status.history ?? []).flatMap(
      ({ deployedAt: at, revision: of }) => (at ? [{ at, revision: of }] : []),
    ),
    hasWorkload: status.resources?.some(({ kind }) => workloadKinds.has(kind)),
    message:
      status.conditions?.find(({ type }) => type.endsWith('Error'))?.message ??
      (status.operationState?.phase === 'Failed' ||
      status.operationState?.phase === 'Error'
        ? status.operationState.message
        : undefined) ??
      status.health?.message,
    url:
      instanceUrl &&
      `${instanceUrl}/applications/${metadata.namespace}/${metadata.name}`,
  };
}
