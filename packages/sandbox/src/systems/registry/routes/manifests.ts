import { Request, Response } from 'express';
import { digestOf } from '../digest';
import { acceptProblem, Manifest, parseManifest } from '../manifest';
import { Reference } from '../parsePath';
import { RegistryContext } from '../RegistryContext';
import { ErrorEntry, RegistryError } from '../RegistryError';
import { ManifestRecord } from '../storage/Repositories';
import { absoluteUrl, hasCurrent } from './answers';

const maximumBytes = 4 * 1024 * 1024;

/** GET and HEAD of a manifest, by tag or digest. */
export async function sendManifest(
  req: Request,
  res: Response,
  context: RegistryContext,
  name: string,
  reference: Reference,
): Promise<void> {
  const record = findManifest(context, name, reference);
  const problem = acceptProblem(record.mediaType, req.header('accept'));
  if (problem) {
    throw new RegistryError({ code: 'MANIFEST_UNKNOWN', message: problem });
  }
  if (hasCurrent(req, record.digest)) {
    res.status(304).end();
    return;
  }
  res.setHeader('Content-Type', record.mediaType);
  res.setHeader('Content-Length', record.size);
  res.setHeader('Docker-Content-Digest', record.digest);
  res.setHeader('ETag', `"${record.digest}"`);
  res.end(
    req.method === 'HEAD'
      ? undefined
      : await context.blobs.readAll(record.digest),
  );
}

export async function putManifest(
  req: Request,
  res: Response,
  context: RegistryContext,
  name: string,
  reference: Reference,
): Promise<void> {
  const bytes = await readBody(req);
  const manifest = parseManifest(req.header('content-type') ?? '', bytes);
  const digest = digestOf(bytes);
  if ('problem' in reference) throw invalidDigest(reference.problem);
  if ('digest' in reference && reference.digest !== digest) {
    throw new RegistryError({ code: 'DIGEST_INVALID' });
  }
  checkReferences(context, name, manifest);
  await context.blobs.write(digest, bytes);
  context.repositories.putManifest(
    name,
    {
      digest,
      mediaType: manifest.mediaType,
      size: bytes.length,
      subject: manifest.subject,
      artifactType: manifest.artifactType,
      annotations: manifest.annotations,
      pushedAt: context.now().toISOString(),
    },
    'tag' in reference ? reference.tag : undefined,
  );
  if (context.referrers && manifest.subject) {
    res.setHeader('OCI-Subject', manifest.subject);
  }
  res.setHeader('Docker-Content-Digest', digest);
  res.setHeader(
    'Location',
    absoluteUrl(req, `/v2/${name}/manifests/${digest}`),
  );
  res.status(201).end();
}

/** By tag, only the tag goes; by digest, the manifest and all of its tags. */
export function deleteManifest(
  res: Response,
  context: RegistryContext,
  name: string,
  reference: Reference,
): void {
  if ('tag' in reference) {
    findManifest(context, name, reference);
    context.repositories.deleteTag(name, reference.tag);
  } else {
    const digest = 'digest' in reference ? reference.digest : '';
    if (!context.repositories.manifest(name, digest)) {
      throw new RegistryError({ code: 'MANIFEST_UNKNOWN' });
    }
    context.repositories.deleteManifest(name, digest);
  }
  res.status(202).end();
}

function findManifest(
  context: RegistryContext,
  name: string,
  reference: Reference,
): ManifestRecord {
  if ('problem' in reference) throw invalidDigest(reference.problem);
  const { repositories } = context;
  const digest =
    'tag' in reference
      ? repositories.resolveTag(name, reference.tag)
      : reference.digest;
  const record = digest && repositories.manifest(name, digest);
  if (record) return record;
  throw new RegistryError({
    code: 'MANIFEST_UNKNOWN',
    detail:
      'tag' in reference
        ? `unknown tag=${reference.tag}`
        : `unknown manifest name=${name} revision=${reference.digest}`,
  });
}

/** Everything that a manifest names must be in the repository, its subject excepted. */
function checkReferences(
  context: RegistryContext,
  name: string,
  manifest: Manifest,
): void {
  const { repositories } = context;
  const missing = [
    ...manifest.blobs.filter(digest => !repositories.hasBlob(name, digest)),
    ...manifest.manifests.filter(
      digest => !repositories.manifest(name, digest),
    ),
  ];
  if (missing.length === 0) return;
  const entries = missing.map(
    (detail): ErrorEntry => ({ code: 'MANIFEST_BLOB_UNKNOWN', detail }),
  );
  throw new RegistryError(...entries);
}

async function readBody(req: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req) {
    length += chunk.length;
    if (length > maximumBytes) {
      throw new RegistryError({
        code: 'MANIFEST_INVALID',
        detail: 'manifest is larger than 4 MiB',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function invalidDigest(detail: string): RegistryError {
  return new RegistryError({ code: 'DIGEST_INVALID', detail });
}
