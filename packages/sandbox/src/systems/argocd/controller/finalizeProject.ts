import { ClusterCache } from '../clusters/ClusterCache';
import { cascadeFinalizer, projectOf } from '../objects/Application';
import { ApplicationStore, projectPath } from './ApplicationStore';

/** Lets go of a project that is being deleted, once no Application is in it any more. */
export async function finalizeProject(
  store: ApplicationStore,
  hub: ClusterCache,
  name: string,
): Promise<void> {
  const project = store.project(name);
  const { finalizers = [], deletionTimestamp } = project?.metadata ?? {};
  if (!deletionTimestamp || !finalizers.includes(cascadeFinalizer)) return;
  if (store.list().some(application => projectOf(application) === name)) return;
  await hub.client.patch(projectPath(name), {
    type: 'merge-patch+json',
    body: {
      metadata: {
        finalizers: finalizers.filter(each => each !== cascadeFinalizer),
      },
    },
  });
}
