import type { ComponentContext } from '../policy/ComponentContext';
import { UsageError } from './UsageError';

/**
 * Whose image it is. A name alone is a component of the default namespace, as
 * Backstage completes it.
 *
 * @throws UsageError
 */
export function readComponent({
  component,
  repository,
}: {
  component?: string;
  repository?: string;
}): ComponentContext | undefined {
  if (component === undefined) {
    if (repository === undefined) return undefined;
    throw new UsageError('--repository', {
      problem: 'needs --component',
      fix: 'Name the component whose repository it is: --component NAME.',
    });
  }
  const [, kind = 'component', namespace = 'default', name = ''] =
    /^(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/.exec(component) ?? [];
  if (!name) {
    throw new UsageError(`--component ${component}`, {
      problem: 'is no name of a component',
      fix: 'Write shop, or component:default/shop.',
    });
  }
  return {
    name: `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US'),
    repository,
  };
}
