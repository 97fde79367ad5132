import { ApiError } from '../api/ApiError';
import { BareRepository } from '../git/BareRepository';
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

/** Makes it on disk first: once others can see it, it is complete. */
export async function createRepository(
  context: GitHostContext,
  wanted: NewRepository,
): Promise<RepositoryRecord> {
  const { state, storage, now } = context;
  refuseTakenName(context, wanted);
  const id = state.repositories.nextId();
  const git = await storage.create(id, wanted.defaultBranch);
  try {
    if (wanted.autoInit) await writeReadme(git, wanted, now());
    // Another request may have taken the name meanwhile.
    refuseTakenName(context, wanted);
  } catch (error) {
    await storage.remove(id);
    throw error;
  }
  forgetRedirect(context, wanted);
  const at = now().toISOString();
  return state.repositories.save({
    id,
    ownerId: wanted.owner.id,
    name: wanted.name,
    description: wanted.description,
    website: '',
    private: wanted.private,
    template: wanted.template,
    defaultBranch: wanted.defaultBranch,
    empty: !wanted.autoInit,
    branchCount: wanted.autoInit ? 1 : 0,
    createdAt: at,
    updatedAt: at,
    topics: [],
    collaborators: {},
    mergeStyles: allMergeStyles,
    defaultMergeStyle: 'merge',
    deleteBranchAfterMerge: false,
    lastNumber: 0,
  });
}

function refuseTakenName(
  { state }: GitHostContext,
  { owner, name }: NewRepository,
): void {
  if (!state.repository(owner, name)) return;
  throw new ApiError(409, 'The repository with the same name already exists.');
}

/** A name that is used again no longer leads to the repository that had it. */
function forgetRedirect(
  { state }: GitHostContext,
  { owner, name }: NewRepository,
): void {
  state.redirects.deleteWhere(
    one =>
      one.ownerId === owner.id && one.name.toLowerCase() === name.toLowerCase(),
  );
}

async function writeReadme(
  git: BareRepository,
  { name, description, creator, defaultBranch }: NewRepository,
  date: Date,
): Promise<void> {
  const signature = { ...identityOf(creator), date };
  const text = [`# ${name}`, description].filter(Boolean).join('\n\n');
  await writeCommit(git, {
    ref: branchRef(defaultBranch),
    parents: [],
    changes: [
      { path: 'README.md', mode: '100644', content: Buffer.from(`${text}\n`) },
    ],
    author: signature,
    committer: signature,
    message: 'Initial commit\n',
  });
}
