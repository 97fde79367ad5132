import { posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const annotation = 'backstage.io/techdocs-ref';
/** Names become folders: nothing that leads out of one. */
const name = z.string().regex(/^[a-z0-9](?:[\w.-]*[a-z0-9])?$/i);

const entitySchema = z.object({
  kind: name,
  metadata: z.object({
    name,
    namespace: name.default('default'),
    annotations: z.record(z.string()).default({}),
  }),
});

export type DocumentedEntity = {
  name: string;
  /** As the TechDocs local publisher lays them out: `default/component/quote-api`. */
  path: string;
  /** Where its `mkdocs.yml` is in the repository; '' is the root. */
  directory: string;
};

/** The entities of a catalog-info.yaml whose documentation lies in the same repository. Broken ones are the catalog's to report. */
export function documentedEntities(catalogInfo: string): DocumentedEntity[] {
  return parseAllDocuments(catalogInfo).flatMap(document => {
    if (document.errors.length) return [];
    const entity = entitySchema.safeParse(document.toJS());
    if (!entity.success) return [];
    const { kind, metadata } = entity.data;
    const [, folder] =
      /^dir:(.*)$/.exec(metadata.annotations[annotation]) ?? [];
    if (folder === undefined) return [];
    const directory = posix.normalize(`./${folder.trim()}`).replace(/\/$/, '');
    if (directory.startsWith('..')) return [];
    return [
      {
        name: metadata.name,
        path: [metadata.namespace, kind, metadata.name].join('/').toLowerCase(),
        directory: directory === '.' ? '' : directory,
      },
    ];
  });
}
