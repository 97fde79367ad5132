import {
  annotationOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';

const syncOptionsAnnotation = 'argocd.argoproj.io/sync-options';
const compareOptionsAnnotation = 'argocd.argoproj.io/compare-options';

function optionsIn(text: string | undefined): string[] {
  return (text ?? '').split(',').map(option => option.trim());
}

/** The value of an option such as `Prune` in a list such as `['Prune=confirm']`. */
export function optionValue(
  options: readonly string[],
  name: string,
): string | undefined {
  const found = options.find(option => option.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

/** An object's own option, else that of its Application. */
export function syncOptionOf(
  object: KubernetesObject | undefined,
  applicationOptions: readonly string[],
  name: string,
): string | undefined {
  const own = object && annotationOf(object, syncOptionsAnnotation);
  return (
    optionValue(optionsIn(own), name) ?? optionValue(applicationOptions, name)
  );
}

export function hasCompareOption(
  object: KubernetesObject,
  option: string,
): boolean {
  return optionsIn(annotationOf(object, compareOptionsAnnotation)).includes(
    option,
  );
}

/** Whether removing the object waits for a person's word. */
export function requiresDeletionConfirmation(
  object: KubernetesObject | undefined,
  applicationOptions: readonly string[],
): boolean {
  return ['Delete', 'Prune'].some(
    name => syncOptionOf(object, applicationOptions, name) === 'confirm',
  );
}
