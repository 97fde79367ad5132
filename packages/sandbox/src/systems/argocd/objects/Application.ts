import {
  KubernetesObject,
  ObjectMeta,
} from '../../../kubernetes-client/KubernetesObject';

/** The custom resource that the reconciler serves, with the field names of `argoproj.io/v1alpha1`. */
export type Application = KubernetesObject & {
  metadata: ObjectMeta;
  spec: ApplicationSpec;
  status?: ApplicationStatus;
  operation?: Operation;
};

export type ApplicationSpec = {
  project?: string;
  source?: ApplicationSource;
  sources?: ApplicationSource[];
  destination: Destination;
  syncPolicy?: SyncPolicy;
  ignoreDifferences?: IgnoreDifference[];
  revisionHistoryLimit?: number;
  info?: Array<{ name: string; value: string }>;
};

export type Destination = {
  server?: string;
  name?: string;
  namespace?: string;
};

export type ApplicationSource = {
  repoURL: string;
  path?: string;
  chart?: string;
  targetRevision?: string;
  ref?: string;
  helm?: HelmSource;
  directory?: DirectorySource;
  kustomize?: unknown;
  plugin?: unknown;
};

export type HelmSource = {
  releaseName?: string;
  namespace?: string;
  valueFiles?: string[];
  values?: string;
  valuesObject?: Record<string, unknown>;
  parameters?: Array<{ name: string; value: string; forceString?: boolean }>;
  fileParameters?: Array<{ name: string; path: string }>;
  ignoreMissingValueFiles?: boolean;
  skipCrds?: boolean;
  skipTests?: boolean;
  skipSchemaValidation?: boolean;
  kubeVersion?: string;
  apiVersions?: string[];
  version?: string;
};

export type DirectorySource = {
  recurse?: boolean;
  include?: string;
  exclude?: string;
  jsonnet?: unknown;
};

export type SyncPolicy = {
  automated?: {
    enabled?: boolean;
    prune?: boolean;
    selfHeal?: boolean;
    allowEmpty?: boolean;
  } | null;
  syncOptions?: string[];
  retry?: RetryStrategy;
  managedNamespaceMetadata?: ManagedNamespaceMetadata;
};

export type ManagedNamespaceMetadata = {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
};

export type RetryStrategy = {
  limit?: number;
  backoff?: { duration?: string; factor?: number; maxDuration?: string };
};

export type IgnoreDifference = {
  group?: string;
  kind: string;
  name?: string;
  namespace?: string;
  jsonPointers?: string[];
  managedFieldsManagers?: string[];
};

export type SyncStatusCode = '' | 'Synced' | 'OutOfSync' | 'Unknown';

export type HealthStatusCode =
  | 'Healthy'
  | 'Progressing'
  | 'Degraded'
  | 'Suspended'
  | 'Missing'
  | 'Unknown';

export type Health = { status: HealthStatusCode; message?: string };

export type ApplicationHealth = {
  status?: HealthStatusCode;
  message?: string;
  lastTransitionTime?: string;
};

export type ComparedTo = {
  source?: Partial<ApplicationSource> & { repoURL: string };
  sources?: ApplicationSource[];
  destination: Partial<Destination>;
  ignoreDifferences?: IgnoreDifference[];
};

export type SyncStatus = {
  status: SyncStatusCode;
  comparedTo: ComparedTo;
  revision?: string;
};

export type ConditionType =
  | 'ComparisonError'
  | 'InvalidSpecError'
  | 'SyncError'
  | 'UnknownError'
  | 'DeletionError'
  | 'SharedResourceWarning'
  | 'RepeatedResourceWarning'
  | 'ExcludedResourceWarning';

export type Condition = {
  type: ConditionType;
  message: string;
  lastTransitionTime?: string;
};

export type ResourceStatus = {
  group?: string;
  version: string;
  kind: string;
  namespace?: string;
  name: string;
  status?: SyncStatusCode;
  health?: Health;
  hook?: boolean;
  requiresPruning?: boolean;
  requiresDeletionConfirmation?: boolean;
  syncWave?: number;
};

export type RevisionHistory = {
  id: number;
  revision: string;
  deployedAt: string;
  deployStartedAt?: string;
  source: ApplicationSource;
  initiatedBy: OperationInitiator;
};

export type OperationInitiator = { username?: string; automated?: boolean };

export type SyncOperationResource = {
  group?: string;
  kind: string;
  name: string;
  namespace?: string;
};

export type SyncOperation = {
  revision?: string;
  prune?: boolean;
  dryRun?: boolean;
  syncStrategy?: { apply?: { force?: boolean }; hook?: { force?: boolean } };
  resources?: SyncOperationResource[];
  source?: ApplicationSource;
  syncOptions?: string[];
  autoHealAttemptsCount?: number;
};

export type Operation = {
  sync?: SyncOperation;
  initiatedBy?: OperationInitiator;
  retry?: RetryStrategy;
  info?: Array<{ name: string; value: string }>;
};

export type OperationPhase =
  | 'Running'
  | 'Terminating'
  | 'Failed'
  | 'Error'
  | 'Succeeded';

export type SyncPhase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail';

export type ResultCode = 'Synced' | 'SyncFailed' | 'Pruned' | 'PruneSkipped';

export type ResourceResult = {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
  status?: ResultCode;
  message?: string;
  hookType?: string;
  hookPhase?: OperationPhase;
  syncPhase?: SyncPhase;
  images?: string[];
};

export type SyncResult = {
  resources?: ResourceResult[];
  revision: string;
  source: ApplicationSource;
  managedNamespaceMetadata?: ManagedNamespaceMetadata;
};

export type OperationState = {
  operation: Operation;
  phase: OperationPhase;
  message?: string;
  syncResult?: SyncResult;
  startedAt: string;
  finishedAt?: string;
  retryCount?: number;
};

export type ApplicationStatus = {
  resources?: ResourceStatus[];
  sync?: SyncStatus;
  health?: ApplicationHealth;
  history?: RevisionHistory[];
  conditions?: Condition[];
  reconciledAt?: string;
  operationState?: OperationState;
  sourceType?: SourceType;
  summary?: { images?: string[]; externalURLs?: string[] };
  resourceHealthSource?: string;
  controllerNamespace?: string;
  sourceHydrator?: Record<string, never>;
};

export type SourceType = 'Helm' | 'Directory' | 'Kustomize' | 'Plugin';

export const refreshAnnotation = 'argocd.argoproj.io/refresh';
export const hydrateAnnotation = 'argocd.argoproj.io/hydrate';
export const cascadeFinalizer = 'resources-finalizer.argocd.argoproj.io';
export const backgroundCascadeFinalizer = `${cascadeFinalizer}/background`;
export const foregroundCascadeFinalizer = `${cascadeFinalizer}/foreground`;

/** Deleting this Application deletes what it deployed. */
export function isCascading(application: Application): boolean {
  return (application.metadata.finalizers ?? []).some(
    finalizer =>
      finalizer === cascadeFinalizer ||
      finalizer === backgroundCascadeFinalizer ||
      finalizer === foregroundCascadeFinalizer,
  );
}

export function projectOf(application: Application): string {
  return application.spec.project || 'default';
}

export function isAutomated(application: Application): boolean {
  const automated = application.spec.syncPolicy?.automated;
  return Boolean(automated) && automated?.enabled !== false;
}
