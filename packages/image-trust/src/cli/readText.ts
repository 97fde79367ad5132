import { resolve } from 'node:path';
import { readFileWithin } from '../evidenceDirectory/readFileWithin';
import type { Io } from './Io';
import { UsageError } from './UsageError';

const maxBytes = 256 * 1024 * 1024;

/**
 * Reads a file, or stdin where the path is `-`.
 *
 * @param options.field - the option or argument that names it, for errors
 * @throws UsageError
 */
export async function readText(
  path: string,
  options: { field: string; io: Io },
): Promise<string> {
  const { field, io } = options;
  try {
    const bytes =
      path === '-'
        ? await readAll(io.stdin)
        : await readFileWithin(resolve(io.cwd, path), { maxBytes });
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${field} ${path}`, {
      problem: `can not be read: ${why}`,
      fix: 'Name a readable file with text in UTF-8.',
      cause,
    });
  }
}

async function readAll(input: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
