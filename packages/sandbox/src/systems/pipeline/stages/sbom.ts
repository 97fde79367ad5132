import { buildSbom } from '../sbom/buildSbom';
import { readBaseImage } from '../sbom/readBaseImage';
import { readLockfile } from '../sbom/readLockfile';
import { publishedImage } from './publishedImage';
import { Stage, StageError } from './Stage';

/** Lists what is in the image: its base, and what the lockfile of the commit installs. */
export const sbom: Stage = {
  name: 'sbom',
  async run({ workspace, outputs, artifacts, log }) {
    const image = publishedImage(outputs);
    const lock = await workspace.read('package-lock.json');
    if (lock === undefined) {
      throw new StageError(
        'There is no package-lock.json in the root of the repository, so nobody knows what the image holds: commit the one that `npm install` writes',
      );
    }
    const dockerfile = (await workspace.read('Dockerfile')) ?? '';
    const { date } = await workspace.commit();
    const list = buildSbom({
      ...image,
      createdAt: new Date(date).toISOString(),
      lockfile: readLockfile(lock),
      baseImage: readBaseImage(dockerfile),
    });
    artifacts.sbom = list;
    log(`${list.components.length} components`);
    return { result: 'done' };
  },
};
