import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Service } from './company';
import { Files, renderTemplate } from './renderTemplate';

/** Addresses that the template writes into what it makes. */
export type Addresses = {
  /** Base URL of the Git host as people see it, e.g. `http://localhost:7010`. */
  gitUrl: string;
  organization: string;
  /** Host of the registry, e.g. `localhost:7011`. */
  registry: string;
  argocdUrl: string;
  /** Page of a repository's runs; `{name}` stands for the repository. */
  pipelineUrl: string;
};

const environments = {
  dev: { cluster: 'nonprod', replicas: 1, cpu: '50m', memory: '128Mi' },
  staging: { cluster: 'nonprod', replicas: 1, cpu: '100m', memory: '128Mi' },
  prod: { cluster: 'prod', replicas: 2, cpu: '250m', memory: '256Mi' },
};

/** What `templates/service/template.yaml` copies as it is. */
const withoutTemplating = /^(\.gitea\/workflows|deploy\/chart\/templates)\//;

/** The same values that a person's answers in the form of `templates/service` become. */
export function serviceValues(service: Service, addresses: Addresses) {
  return {
    name: service.name,
    owner: `group:default/${service.team}`,
    ownerName: service.team,
    system: service.system,
    description: service.description,
    lifecycle: 'production',
    port: service.port,
    ciFolder: '.gitea',
    ...addresses,
    pipelineUrl: addresses.pipelineUrl.replace('{name}', service.name),
    environments,
  };
}

/** A service's repository right after it was made from the template. */
export function repositoryFiles(
  templates: string,
  service: Service,
  addresses: Addresses,
): Files {
  const files = renderTemplate(
    join(templates, 'service/skeleton'),
    serviceValues(service, addresses),
    { copyWithoutTemplating: path => withoutTemplating.test(path) },
  );
  return {
    ...files,
    'catalog-info.yaml': withRelations(files['catalog-info.yaml'], service),
  };
}

/** What the template proposes to the GitOps repository, by path there. */
export function gitopsFiles(
  templates: string,
  service: Service,
  addresses: Addresses,
): Files {
  const rendered = renderTemplate(
    join(templates, 'service/gitops'),
    serviceValues(service, addresses),
  );
  return Object.fromEntries(
    Object.entries(rendered).map(([path, content]) => [
      `tenants/${service.team}/${service.name}/${path}`,
      content,
    ]),
  );
}

/** What people add by hand once a service needs others. */
function withRelations(catalogInfo: string, service: Service): string {
  const [first, ...rest] = catalogInfo.split(/^---$/m);
  const component = parseDocument(first);
  if (service.dependsOn)
    component.setIn(['spec', 'dependsOn'], service.dependsOn);
  if (service.consumesApis) {
    component.setIn(['spec', 'consumesApis'], service.consumesApis);
  }
  return [component.toString({ lineWidth: 0 }), ...rest].join('---');
}
