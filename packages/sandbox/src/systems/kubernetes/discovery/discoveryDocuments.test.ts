import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServedResources } from './ServedResources';
import { aggregatedDiscovery, apiGroupList } from './discoveryDocuments';

const recorded = JSON.parse(
  readFileSync(
    join(__dirname, '../../../../contracts/kubernetes/01-discovery.json'),
    'utf8',
  ),
);
function body(name: string) {
  return recorded.exchanges.find(
    (exchange: { name: string }) => exchange.name === name,
  ).response.body;
}

describe('discoveryDocuments', () => {
  it('lists the groups as the real server does', () => {
    expect(apiGroupList(new ServedResources())).toEqual(body('groups'));
  });

  it('derives the aggregated documents from the lists of resources', () => {
    const served = new ServedResources();

    expect(aggregatedDiscovery(served, '/api')).toEqual(
      body('aggregated discovery: core'),
    );
    expect(aggregatedDiscovery(served, '/apis').items).toEqual(
      expect.arrayContaining(body('aggregated discovery: groups').items),
    );
  });

  it('adds custom groups at the end, with their newest stable version first', () => {
    const served = new ServedResources();

    served.define({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.dev' },
      spec: {
        group: 'example.dev',
        scope: 'Namespaced',
        names: { plural: 'widgets', kind: 'Widget' },
        versions: [
          { name: 'v1beta1', served: true, storage: false },
          { name: 'v1', served: true, storage: true },
          { name: 'v1alpha1', served: false, storage: false },
        ],
      },
    });

    expect(served.groups().at(-1)).toEqual({
      name: 'example.dev',
      versions: ['v1', 'v1beta1'],
    });
    expect(served.find('example.dev', 'v1beta1', 'widgets')?.storage).toEqual({
      id: 'widgets.example.dev',
      group: 'example.dev',
      version: 'v1',
    });
    served.undefine('widgets.example.dev');
    expect(served.find('example.dev', 'v1', 'widgets')).toBeUndefined();
  });
});
