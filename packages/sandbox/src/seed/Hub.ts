import { parseAllDocuments } from 'yaml';
import { HttpError, JsonClient } from '../http/JsonClient';

type Manifest = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
};

/** Plural names of the kinds that a cluster's first manifests are of. */
const plurals: Record<string, string> = {
  Application: 'applications',
  AppProject: 'appprojects',
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  Deployment: 'deployments',
  Namespace: 'namespaces',
};

/** A cluster as its administrator sees it on the first day: what is applied by hand, before Git takes over. */
export class Hub {
  readonly #client: JsonClient;

  constructor(options: { url: string; token: string; ca?: string }) {
    this.#client = new JsonClient({
      url: options.url,
      ca: options.ca,
      authorization: `Bearer ${options.token}`,
    });
  }

  /** Creates what is not there yet; what is there is left to Git. */
  async applyOnce(yaml: string): Promise<void> {
    for (const document of parseAllDocuments(yaml)) {
      const manifest = document.toJS() as Manifest | null;
      if (!manifest) continue;
      const { apiVersion, kind, metadata } = manifest;
      const group = apiVersion.includes('/') ? 'apis' : 'api';
      const namespace = metadata.namespace
        ? `/namespaces/${metadata.namespace}`
        : '';
      await this.#client
        .post(
          `/${group}/${apiVersion}${namespace}/${plurals[kind]}?fieldManager=kubectl`,
          manifest,
        )
        .catch(error => {
          if (error instanceof HttpError && error.status === 409) return;
          throw error;
        });
    }
  }
}
