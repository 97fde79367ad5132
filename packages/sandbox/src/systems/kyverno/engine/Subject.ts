import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

/** What a policy is held against: one object, as it is or is about to be. */
export type Subject = {
  object: KubernetesObject;
  before?: KubernetesObject;
  group: string;
  version: string;
  /** Plural, `deployments`. */
  resource: string;
  operation: 'CREATE' | 'UPDATE';
  /** The object's namespace; absent for what is in none. */
  namespace?: KubernetesObject;
  user?: object;
};

/** The labels that namespace selectors look at. */
export function namespaceLabels({
  namespace,
}: Subject): Record<string, string> | undefined {
  return namespace && (namespace.metadata.labels ?? {});
}
