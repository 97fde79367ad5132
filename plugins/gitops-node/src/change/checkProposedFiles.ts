import { InputError } from '@backstage/errors';
import { checkFilePath } from './checkFilePath';
import { ProposedFile } from './ProposedFile';

/** Refuses files that no commit could hold together, with the field's name. */
export function checkProposedFiles(files: readonly ProposedFile[]): void {
  if (!files.length) {
    throw new InputError('files: there is no file to propose');
  }
  const paths = new Set<string>();
  files.forEach((file, index) => {
    const field = `files[${index}].path`;
    checkFilePath(file.path, field);
    if (paths.has(file.path)) {
      throw new InputError(`${field}: "${file.path}" is there twice`);
    }
    paths.add(file.path);
  });
  for (const [index, { path }] of files.entries()) {
    const folder = ancestors(path).find(ancestor => paths.has(ancestor));
    if (folder) {
      throw new InputError(
        `files[${index}].path: "${path}" is below "${folder}", which is a file itself`,
      );
    }
  }
}

function ancestors(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}
