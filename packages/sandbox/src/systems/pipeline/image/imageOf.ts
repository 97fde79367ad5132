import { Commit } from '../clients/GitHostClient';
import { WorkspaceFiles } from '../stages/Workspace';
import { baseLayer } from './baseLayer';
import { assembleImage, OciImage } from './OciImage';
import { packLayer } from './packLayer';
import { readDockerfile } from './readDockerfile';

/** The image of a commit: a base, and the repository's content on top of it. */
export async function imageOf(options: {
  title: string;
  repositoryUrl: string;
  commit: Commit;
  files: WorkspaceFiles;
  dockerfile: string;
}): Promise<OciImage> {
  const { title, repositoryUrl, commit, files, dockerfile } = options;
  const mtime = new Date(commit.date);
  return assembleImage({
    created: mtime.toISOString(),
    layers: [
      { tar: await baseLayer(), createdBy: 'sandbox base' },
      {
        tar: await packLayer(files, { root: 'app', mtime }),
        createdBy: `content of ${repositoryUrl} at ${commit.sha}`,
      },
    ],
    config: {
      ...readDockerfile(dockerfile),
      Labels: {
        'org.opencontainers.image.title': title,
        'org.opencontainers.image.source': repositoryUrl,
        'org.opencontainers.image.revision': commit.sha,
        'org.opencontainers.image.created': mtime.toISOString(),
      },
    },
  });
}
