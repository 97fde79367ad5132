import { buildSite } from '../techdocs/buildSite';
import { documentedEntities } from '../techdocs/documentedEntities';
import { writeSite } from '../techdocs/writeSite';
import { Stage, StageError } from './Stage';

const catalogFile = 'catalog-info.yaml';

/** Builds the documentation of each entity that asks for it, and puts it where the portal's TechDocs reads. */
export const publishDocs: Stage = {
  name: 'publish-docs',
  async run({ subject, workspace, services, outputs, log }) {
    const catalogInfo = await workspace.read(catalogFile);
    if (catalogInfo === undefined) {
      throw new StageError(
        `There is no ${catalogFile}: nobody knows whose documentation this is`,
      );
    }
    const entities = documentedEntities(catalogInfo);
    if (entities.length === 0) {
      return {
        result: 'skipped',
        reason: `no entity in ${catalogFile} has the annotation backstage.io/techdocs-ref`,
      };
    }
    const published: string[] = [];
    for (const entity of entities) {
      const site = buildSite({
        files: await workspace.files(),
        directory: entity.directory,
        defaultName: entity.name,
        commit: subject.commit,
        builtAt: services.now(),
      });
      await writeSite(services.docsDirectory, entity.path, site.files);
      log(`${entity.path}: ${site.pages} pages`);
      published.push(entity.path);
    }
    outputs.docs = published;
    return { result: 'done' };
  },
};
