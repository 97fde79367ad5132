import { z } from 'zod';
import { applicationSchema } from './schema';

/** What is said of an Application to people who wait for it. */
export type ApplicationState = {
  name: string;
  /** `Synced`, `OutOfSync` or `Unknown`. */
  syncStatus: string;
  /** `Healthy`, `Progressing`, `Degraded`, `Missing`, `Suspended` or `Unknown`. */
  healthStatus: string;
  /** Commit that it is compared with. */
  revision?: string;
  /** What Argo CD says about why it is not well. */
  message?: string;
  /** Images that it runs. */
  images: string[];
  /** Its page. */
  url: string;
};

export function toApplicationState(
  { metadata, status = {} }: z.output<typeof applicationSchema>,
  url: string,
): ApplicationState {
  const { sync, health, conditions, operationState, summary } = status;
  const [condition] = conditions ?? [];
  const operation =
    operationState && operationState.phase !== 'Succeeded'
      ? operationState.message
      : undefined;
  return {
    name: metadata.name,
    syncStatus: sync?.status ?? 'Unknown',
    healthStatus: health?.status ?? 'Unknown',
    revision: sync?.revision || undefined,
    message: condition
      ? `${condition.type}: ${condition.message}`
      : health?.message || operation || undefined,
    images: summary?.images ?? [],
    url,
  };
}
