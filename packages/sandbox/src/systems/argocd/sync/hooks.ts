import { SyncPhase } from '../objects/Application';
import {
  annotationOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';

const hookAnnotation = 'argocd.argoproj.io/hook';
const deletePolicyAnnotation = 'argocd.argoproj.io/hook-delete-policy';

const phases: readonly string[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail'];

/** What Helm's hooks are to Argo CD. */
const helmPhases: Record<string, SyncPhase> = {
  'crd-install': 'PreSync',
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-upgrade': 'PostSync',
  'post-install': 'PostSync',
};

export type HookDeletePolicy =
  | 'HookSucceeded'
  | 'HookFailed'
  | 'BeforeHookCreation';

const helmDeletePolicies: Record<string, HookDeletePolicy> = {
  'before-hook-creation': 'BeforeHookCreation',
  'hook-succeeded': 'HookSucceeded',
  'hook-failed': 'HookFailed',
};

function listIn(object: KubernetesObject, name: string): string[] {
  return (annotationOf(object, name) ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
}

/** In which phases of a sync a hook runs; empty for what is no hook. */
export function hookPhases(object: KubernetesObject): SyncPhase[] {
  const own = listIn(object, hookAnnotation);
  const found = own.length
    ? own
    : listIn(object, 'helm.sh/hook').flatMap(name => helmPhases[name] ?? []);
  return [...new Set(found.filter(phase => phases.includes(phase)))].map(
    phase => phase as SyncPhase,
  );
}

/** Applied when a sync says so, and not part of what the Application consists of. */
export function isHook(object: KubernetesObject): boolean {
  return hookPhases(object).length > 0;
}

/** Declared, but never to be applied. */
export function isSkipped(object: KubernetesObject): boolean {
  return listIn(object, hookAnnotation).includes('Skip');
}

export function hookDeletePolicies(
  object: KubernetesObject,
): HookDeletePolicy[] {
  const own = listIn(object, deletePolicyAnnotation);
  const found = own.length
    ? (own as HookDeletePolicy[])
    : listIn(object, 'helm.sh/hook-delete-policy').flatMap(
        name => helmDeletePolicies[name] ?? [],
      );
  return found.length ? found : ['BeforeHookCreation'];
}

/** The wave of a sync in which an object is applied; lower waves go first. */
export function syncWaveOf(object: KubernetesObject): number {
  const text =
    annotationOf(object, 'argocd.argoproj.io/sync-wave') ??
    annotationOf(object, 'helm.sh/hook-weight');
  const wave = Number.parseInt(text ?? '0', 10);
  return Number.isNaN(wave) ? 0 : wave;
}
