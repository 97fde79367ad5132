import { BareRepository } from './BareRepository';

export type ArchiveFormat = 'tar.gz' | 'zip';

/** The files of a commit, below one directory with the repository's name. */
export async function archive(
  repository: BareRepository,
  options: { commit: string; directory: string; format: ArchiveFormat },
): Promise<Buffer> {
  const { stdout } = await repository.run([
    'archive',
    `--format=${options.format}`,
    `--prefix=${options.directory}/`,
    '--end-of-options',
    options.commit,
  ]);
  return stdout;
}
