import { BareRepository } from '../git/BareRepository';
import { Commit, readCommit } from '../git/commits';
import { ResolvedRef, resolveRef } from '../git/refs';
import { notFound } from './ApiError';

/** The commit that a client means, or the 404 that Gitea answers for a ref that is not there. */
export async function resolveCommit(
  git: BareRepository,
  text: string,
): Promise<{ ref: ResolvedRef; commit: Commit }> {
  const ref = await resolveRef(git, text);
  const commit = ref && (await readCommit(git, ref.commit));
  if (!ref || !commit) {
    throw notFound(`object does not exist [id: ${text}, rel_path: ]`);
  }
  return { ref, commit };
}
