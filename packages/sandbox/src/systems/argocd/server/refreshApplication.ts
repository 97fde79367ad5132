import {
  Application,
  hydrateAnnotation,
  refreshAnnotation,
} from '../objects/Application';
import { ApiError } from './ApiError';
import { ArgoCdContext } from './ArgoCdContext';

const patienceMs = 60_000;

/** Asks the controller to compare an Application now, and waits until it has. */
export async function refreshApplication(
  context: ArgoCdContext,
  application: Application,
  refresh: string,
): Promise<Application> {
  const { store } = context;
  const { name } = application.metadata;
  const kind = refresh === 'hard' ? 'hard' : 'normal';
  const asked = await store.patch(application, {
    metadata: {
      annotations: { [refreshAnnotation]: kind, [hydrateAnnotation]: kind },
    },
  });
  const isRefreshed = ({ metadata }: Application) =>
    Number(metadata.resourceVersion) > Number(asked.metadata.resourceVersion) &&
    !(refreshAnnotation in (metadata.annotations ?? {}));
  const current = store.get(name);
  if (current && isRefreshed(current)) return current;
  const refreshed = await store.waitFor(name, isRefreshed, patienceMs);
  if (!refreshed) {
    throw new ApiError(
      'DeadlineExceeded',
      'application refresh deadline exceeded',
    );
  }
  return refreshed;
}
