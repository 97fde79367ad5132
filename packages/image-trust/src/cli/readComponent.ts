import type { ComponentContext } from '../policy/ComponentContext';
import { UsageError } from './UsageError';

/**
 * Whose image it is. A name alone is a component of the default namespace, as
 * Backstage completes it.
 *
 * @param options.at - how what says so is called in errors
 * @throws UsageError
 */
export function readComponent(
  { component, repository }: { component?: string; repository?: string },
  options: { at: string },
): ComponentContext | undefined {
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
    throw new UsageError(options.at, {
      problem: `names no component: '${component}'`,
      fix: 'Write shop, or component:default/shop.',
    });
  }
  return {
    name: `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US'),
    repository,
  };
}
