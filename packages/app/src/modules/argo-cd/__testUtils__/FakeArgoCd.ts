import { Application, ApplicationQuery, ArgoCdApi } from '../api';

/** An Argo CD that holds what it is given, and can be told to be down. */
export class FakeArgoCd implements ArgoCdApi {
  readonly instances = ['main'];
  applications: Application[];
  failure: Error | undefined;

  constructor(applications: Application[] = []) {
    this.applications = applications;
  }

  async listApplications(
    _instance: string,
    query: ApplicationQuery,
  ): Promise<Application[]> {
    if (this.failure) throw this.failure;
    return this.applications.filter(application =>
      'name' in query
        ? application.name === query.name
        : matches(application.labels, query.selector),
    );
  }
}

function matches(labels: Record<string, string>, selector: string): boolean {
  const [, key, values] = /^(\S+) in \((.*)\)$/.exec(selector) ?? [];
  if (key) return values.split(',').includes(labels[key]);
  const [name, value] = selector.split('=');
  return labels[name] === value;
}

/** A healthy Application of a service, with what a test is about changed. */
export function anApplication(
  service: string,
  environment: string,
  changes: Partial<Application> = {},
): Application {
  return {
    name: `${service}-${environment}`,
    namespace: 'argocd',
    labels: {
      'backstage.io/kubernetes-id': service,
      'portolan.io/environment': environment,
    },
    cluster: environment === 'prod' ? 'prod' : 'nonprod',
    targetNamespace: `${service}-${environment}`,
    syncStatus: 'Synced',
    healthStatus: 'Healthy',
    hasWorkload: true,
    revision: '9f3c21a4b5c6d7e8f90123456789abcdef012345',
    repositoryUrl: `https://git.example.com/meridian/${service}`,
    url: `https://argocd.example.com/applications/argocd/${service}-${environment}`,
    ...changes,
  };
}
