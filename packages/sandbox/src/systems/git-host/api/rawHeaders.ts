import { Commit } from '../git/commits';
import { Headers } from './answers';

const imageTypes: Record<string, string> = {
  gif: 'image/gif',
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
};

/** The type to send a file with: never one that a browser would run. */
export function contentTypeOf(path: string, content: Buffer): string {
  const ending = /\.([^./]+)$/.exec(path)?.[1].toLowerCase() ?? '';
  if (imageTypes[ending]) return imageTypes[ending];
  const isText = !content.subarray(0, 8000).includes(0);
  return isText ? 'text/plain; charset=utf-8' : 'application/octet-stream';
}

/** The headers of a file that is sent as it is. */
export function rawHeaders(
  name: string,
  blobId: string,
  lastCommit: Commit,
): Headers {
  const plain = /^[\w.-]+$/.test(name);
  const filename = plain
    ? `filename=${name}`
    : `filename*=UTF-8''${encodeURIComponent(name)}`;
  return {
    'Access-Control-Expose-Headers': 'Content-Disposition',
    'Cache-Control': 'public, max-age=21600, no-transform',
    'Content-Disposition': `inline; ${filename}`,
    // An image may be an SVG with a script in it.
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    ETag: `"${blobId}"`,
    'Last-Modified': lastCommit.committer.date.toUTCString(),
    'X-Gitea-Object-Type': 'file',
  };
}
