import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Author } from './repositories/HostedRepository';
import { AutoMerge } from './service/GitOpsService';

/** What `gitops:` says, read once at start. */
export interface GitOpsConfig {
  /** The GitOps repository; undefined when each caller names one. */
  repositoryUrl?: string;
  autoMerge: AutoMerge;
  /** Who makes commits that nobody else is named for; undefined leaves it to the host, which names the portal's account. */
  author?: Author;
}

const AUTO_MERGE: readonly AutoMerge[] = ['when-allowed', 'never'];

/** Reads `gitops:`; what is wrong with it stops the start, with its key. */
export function readGitOpsConfig(root: Config): GitOpsConfig {
  const config = root.getOptionalConfig('gitops');
  const repositoryUrl = config?.getOptionalString('repositoryUrl');
  if (repositoryUrl && !URL.canParse(repositoryUrl)) {
    throw new InputError(
      `gitops.repositoryUrl: "${repositoryUrl}" is not an address`,
    );
  }
  const autoMerge = config?.getOptionalString('autoMerge') ?? 'never';
  const known = AUTO_MERGE.find(value => value === autoMerge);
  if (!known) {
    throw new InputError(
      `gitops.autoMerge: "${autoMerge}" is none of ${AUTO_MERGE.join(', ')}`,
    );
  }
  return {
    repositoryUrl,
    autoMerge: known,
    author: config?.has('author')
      ? {
          name: config.getString('author.name'),
          email: config.getString('author.email'),
        }
      : undefined,
  };
}
