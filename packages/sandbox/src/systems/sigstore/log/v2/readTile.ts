import { ByteStream } from '@sigstore/core';
import { TransparencyLog } from '../TransparencyLog';
import { TilePath } from './parseTilePath';

const tileWidth = 256;
const tileHeight = 8;

/**
 * The bytes of a tile: hashes one after the other, or entries with their
 * lengths.
 *
 * @returns undefined when the log is not that long yet
 */
export function readTile(
  log: TransparencyLog,
  { level, index, width }: TilePath,
): Buffer | undefined {
  const start = index * tileWidth;
  if (level !== 'entries') {
    const hashes = log.nodes(level * tileHeight, { start, count: width });
    return hashes && Buffer.concat(hashes);
  }
  if (start + width > log.size) return undefined;
  const bundle = new ByteStream();
  for (let i = start; i < start + width; i += 1) {
    const body = log.get(i)?.body ?? Buffer.of();
    bundle.appendUint16(body.length);
    bundle.appendView(body);
  }
  return bundle.buffer;
}
