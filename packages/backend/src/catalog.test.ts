import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { checkEntity } from './__testUtils__/checkEntity';
import { parseYaml, readFolder } from './__testUtils__/repository';

const files = readFolder('catalog');
const entities = Object.entries(files).flatMap(([file, text]) =>
  parseYaml<Entity>(text, file),
);
const refs = new Set(entities.map(entity => stringifyEntityRef(entity)));

/** What an entity names, and of which kind it is when it does not say. */
const references: Record<string, { kind: string }> = {
  owner: { kind: 'Group' },
  parent: { kind: 'Group' },
  children: { kind: 'Group' },
  memberOf: { kind: 'Group' },
  domain: { kind: 'Domain' },
  dependsOn: { kind: 'Resource' },
};

describe('catalog', () => {
  it.each(
    entities.map(entity => [stringifyEntityRef(entity), entity] as const),
  )('takes %s', async (_, entity) => {
    await expect(checkEntity(entity)).resolves.toBeUndefined();
  });

  it('names nothing twice, and nothing that is not there', () => {
    expect(refs.size).toBe(entities.length);
    const named = entities.flatMap(({ spec = {} }) =>
      Object.entries(references).flatMap(([field, { kind }]) =>
        [spec[field] ?? []]
          .flat()
          .map(ref =>
            stringifyEntityRef(
              parseEntityRef(String(ref), { defaultKind: kind }),
            ),
          ),
      ),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(ref => !refs.has(ref))).toEqual([]);
  });

  it('is read whole from its Location', () => {
    const [location] = parseYaml<Entity>(files['all.yaml'], 'all.yaml');
    expect(location.spec?.targets).toEqual(
      expect.arrayContaining(
        Object.keys(files)
          .filter(file => file !== 'all.yaml')
          .map(file => `./${file}`),
      ),
    );
  });

  it('has the clusters and environments of the GitOps repository', () => {
    const facts = Object.entries(readFolder('gitops/clusters')).flatMap(
      ([file, text]) =>
        parseYaml<{ name: string; environments: string[] }>(text, file),
    );
    expect(facts).not.toHaveLength(0);
    for (const { name, environments } of facts) {
      for (const environment of environments) {
        expect(entities).toContainEqual(
          expect.objectContaining({
            kind: 'Resource',
            metadata: expect.objectContaining({ name: environment }),
            spec: expect.objectContaining({
              type: 'environment',
              dependsOn: [`resource:default/${name}-cluster`],
            }),
          }),
        );
      }
    }
  });
});
