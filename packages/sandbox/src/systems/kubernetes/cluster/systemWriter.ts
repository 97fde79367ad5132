import { WriteOptions } from '../resources/ResourceContext';

/** How the cluster's own parts write: as themselves, for nobody's request. */
export function systemWriter(options: {
  username: string;
  fieldManager: string;
}): WriteOptions {
  return {
    user: { username: options.username, groups: [] },
    fieldManager: options.fieldManager,
    dryRun: false,
    fieldValidation: 'Ignore',
    warn: () => {},
  };
}

/** What the API server does by itself. */
export const apiServerWriter = systemWriter({
  username: 'system:apiserver',
  fieldManager: 'kube-apiserver',
});

/** A controller of the kube-controller-manager. */
export function controllerWriter(name: string): WriteOptions {
  return systemWriter({
    username: `system:serviceaccount:kube-system:${name}`,
    fieldManager: 'kube-controller-manager',
  });
}
