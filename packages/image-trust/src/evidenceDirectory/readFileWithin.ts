import { readFile, stat } from 'node:fs/promises';

/**
 * Reads a file of somebody else's: an ordinary one, of a size that is allowed.
 * A pipe or a device under its name would never end.
 *
 * @throws Error that says what is wrong
 */
export async function readFileWithin(
  path: string,
  options: { maxBytes: number },
): Promise<Buffer> {
  const found = await stat(path);
  if (!found.isFile()) throw new Error('it is no file');
  if (found.size > options.maxBytes) {
    throw new Error(`it has more than ${options.maxBytes} bytes`);
  }
  return readFile(path);
}
