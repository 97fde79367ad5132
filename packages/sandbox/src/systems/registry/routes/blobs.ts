import { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { digestProblem } from '../digest';
import { RegistryContext } from '../RegistryContext';
import { RegistryError } from '../RegistryError';
import { hasCurrent } from './answers';

/** GET and HEAD of a blob, by range or whole. */
export async function sendBlob(
  req: Request,
  res: Response,
  context: RegistryContext,
  name: string,
  digest: string,
): Promise<void> {
  checkDigest(digest);
  const size = context.repositories.hasBlob(name, digest)
    ? await context.blobs.size(digest)
    : undefined;
  if (size === undefined) {
    throw new RegistryError({ code: 'BLOB_UNKNOWN', detail: digest });
  }
  res.setHeader('Cache-Control', 'max-age=31536000');
  res.setHeader('Docker-Content-Digest', digest);
  res.setHeader('ETag', `"${digest}"`);
  if (hasCurrent(req, digest)) {
    res.status(304).end();
    return;
  }
  const ranges = req.range(size);
  if (ranges === -1) {
    res.setHeader('Content-Range', `bytes */${size}`);
    throw new RegistryError({ code: 'RANGE_INVALID' });
  }
  const range = Array.isArray(ranges) ? ranges[0] : undefined;
  res.setHeader('Accept-Ranges', 'bytes');
  res.setHeader('Content-Type', 'application/octet-stream');
  res.setHeader('Content-Length', range ? range.end - range.start + 1 : size);
  if (range) {
    res.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
    res.status(206);
  }
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  await pipeline(context.blobs.read(digest, range), res);
}

export function deleteBlob(
  res: Response,
  context: RegistryContext,
  name: string,
  digest: string,
): void {
  checkDigest(digest);
  if (!context.repositories.hasBlob(name, digest)) {
    throw new RegistryError({ code: 'BLOB_UNKNOWN', detail: digest });
  }
  context.repositories.unlinkBlob(name, digest);
  res.status(202).end();
}

function checkDigest(digest: string): void {
  const problem = digestProblem(digest);
  if (problem) {
    throw new RegistryError({ code: 'DIGEST_INVALID', detail: problem });
  }
}
