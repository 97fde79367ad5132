import { imageOf } from '../image/imageOf';
import { OciImage } from '../image/OciImage';
import { StageContext, StageError } from './Stage';

/** The image of the run's commit. Building it again gives the same bytes, so that stages need not hand it on. */
export async function commitImage(context: StageContext): Promise<OciImage> {
  const { subject, repositoryUrl, workspace } = context;
  const dockerfile = await workspace.read('Dockerfile');
  if (dockerfile === undefined) {
    throw new StageError(
      'There is no Dockerfile in the root of the repository: add one, or remove this step',
    );
  }
  return imageOf({
    title: subject.repository,
    repositoryUrl,
    commit: await workspace.commit(),
    files: await workspace.files(),
    dockerfile,
  });
}
