import { createHash } from 'node:crypto';

/** The name that Git gives to this content: equal content is found without fetching it. */
export function gitBlobSha(content: Buffer): string {
  return createHash('sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
}
