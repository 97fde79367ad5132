import { ServedResource } from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import { WriteOptions } from './ResourceContext';

/** Says so when a custom resource gets a finalizer whose name others might use as well. */
export function warnOfFinalizers(
  type: ServedResource,
  write: WriteOptions,
  change: { before?: KubeObject; after: KubeObject },
): void {
  if (!type.definition) return;
  const known = change.before?.metadata.finalizers ?? [];
  for (const finalizer of change.after.metadata.finalizers ?? []) {
    if (!finalizer.includes('/') && !known.includes(finalizer)) {
      write.warn(
        `metadata.finalizers: "${finalizer}": prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers`,
      );
    }
  }
}
