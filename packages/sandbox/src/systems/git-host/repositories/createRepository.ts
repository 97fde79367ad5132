import { ApiError } from '../api/ApiError';
import { branchRef } from '../git/names';
import { writeCommit } from '../git/writeCommit';
import { GitHostContext } from '../GitHostContext';
import {
  identityOf,
  MergeStyle,
  OwnerRecord,
  RepositoryRecord,
  UserRecord,
} from '../state/records';

const allMergeStyles: MergeStyle[] = [
  'merge',
  'rebase',
  'rebase-merge',
  'squash',
  'fast-forward-only',
];

export type NewRepository = {
  owner: OwnerRecord;
  creator: UserRecord;
  name: string;
  description: string;
  private: boolean;
  template: boolean;
  defaultBranch: string;
  /** Start with a README, so that it can be cloned and branched from. */
  autoInit: boolean;
};

export async function createRepository(
  context: GitHostContext,
  wanted: NewRepository,
): Promise<RepositoryRecord> {
  const { state, storage, now } = context;
  const { owner, name, defaultBranch } = wanted;
  if (state.repository(owner, name)) {
    throw new ApiError(
      409,
      'The repository with the same name already exists.',
    );
  }
  const at = now().toISOString();
  // The name is taken from here on: a second request for it that comes meanwhile is refused.
  const repository = state.repositories.add({
    ownerId: owner.id,
    name,
    description: wanted.description,
    website: '',
    private: wanted.private,
    template: wanted.template,
    defaultBranch,
    empty: true,
    branchCount: 0,
    createdAt: at,
    updatedAt: at,
    topics: [],
    collaborators: {},
    mergeStyles: allMergeStyles,
    defaultMergeStyle: 'merge',
    deleteBranchAfterMerge: false,
    lastNumber: 0,
  });
  state.redirects.deleteWhere(
    one =>
      one.ownerId === owner.id && one.name.toLowerCase() === name.toLowerCase(),
  );
  const git = await storage.create(repository.id, defaultBranch);
  if (!wanted.autoInit) return repository;
  const signature = { ...identityOf(wanted.creator), date: now() };
  const readme = [`# ${name}`, wanted.description].filter(Boolean).join('\n\n');
  await writeCommit(git, {
    ref: branchRef(defaultBranch),
    parents: [],
    changes: [
      {
        path: 'README.md',
        mode: '100644',
        content: Buffer.from(`${readme}\n`),
      },
    ],
    author: signature,
    committer: signature,
    message: 'Initial commit\n',
  });
  return state.repositories.update(repository.id, {
    empty: false,
    branchCount: 1,
  });
}
