import { BareRepository } from '../git/BareRepository';

/** Where a pull request's head stays after its branch is gone, as on the real system. */
export function pullRef(number: number): string {
  return `refs/pull/${number}/head`;
}

export async function setPullRef(
  git: BareRepository,
  number: number,
  sha: string,
): Promise<void> {
  await git.run(['update-ref', '--end-of-options', pullRef(number), sha]);
}
