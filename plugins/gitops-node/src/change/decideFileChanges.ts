import { FileChange, FileEntry, ProposedFile } from './ProposedFile';
import { gitBlobSha } from './gitBlobSha';

/** What has to change so that `existing` becomes as proposed; empty when it already is. */
export function decideFileChanges(
  proposed: readonly ProposedFile[],
  existing: ReadonlyMap<string, FileEntry>,
): FileChange[] {
  return proposed.flatMap((file): FileChange[] => {
    const { path } = file;
    const replaces = existing.get(path);
    if (file.mode === 'delete') {
      return replaces ? [{ operation: 'delete', path, replaces }] : [];
    }
    const content = Buffer.from(file.content);
    if (!replaces) {
      return [{ operation: 'create', path, content }];
    }
    if (file.mode === 'keep' || replaces.sha === gitBlobSha(content)) {
      return [];
    }
    return [{ operation: 'update', path, content, replaces }];
  });
}
