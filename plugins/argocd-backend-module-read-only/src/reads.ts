/** What a value may look like that the Argo CD backend puts, as it is, into a request to Argo CD. */
const patterns = {
  /** A Kubernetes name: no slash, so that it can't leave its place in the path. */
  name: /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
  /** A label selector, equality- or set-based: no `&`, `#`, `%` or `+`, so that it can't add parameters. */
  selector: /^[A-Za-z0-9!][A-Za-z0-9 ,._/=!()-]{0,4095}$/,
  /** A commit, a tag or a chart's version. */
  revision: /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/,
  index: /^\d{1,2}$/,
  /** Compared with what Argo CD answers, never sent to it. */
  compared: /^.+$/,
};

/** A read of the Argo CD backend: its route and what each parameter must look like. */
export type Read = {
  route: string;
  parameters: Record<string, RegExp>;
};

const instance = { instance: patterns.compared };

/** Every read that the Argo CD backend offers; what is not listed stays closed when it learns more. */
export const reads: readonly Read[] = [
  { route: '/find/name/:name', parameters: { name: patterns.name } },
  {
    route: '/find/selector/:selector',
    parameters: { selector: patterns.selector },
  },
  { route: '/allArgoApps/:instance', parameters: instance },
  {
    route: '/argoInstance/:instance/applications/:name',
    parameters: { ...instance, name: patterns.name },
  },
  {
    route: '/argoInstance/:instance/applications/name/:name',
    parameters: { ...instance, name: patterns.name },
  },
  {
    route: '/argoInstance/:instance/applications/selector/:selector',
    parameters: { ...instance, selector: patterns.selector },
  },
  {
    route:
      '/argoInstance/:instance/applications/name/:name/revisions/:revision/metadata',
    parameters: {
      ...instance,
      name: patterns.name,
      revision: patterns.revision,
    },
  },
  {
    route: '/argoInstance/:instance/repo/:repo/source/:source',
    parameters: {
      ...instance,
      repo: patterns.compared,
      source: patterns.compared,
    },
  },
];

/** The query parameters that the backend passes on. */
export const queryParameters: Record<string, RegExp> = {
  appNamespace: patterns.name,
  sourceIndex: patterns.index,
};
