import { Request, Response } from 'express';
import { digestProblem } from '../digest';
import { RegistryContext } from '../RegistryContext';
import { RegistryError } from '../RegistryError';
import { absoluteUrl } from './answers';

type UploadState = { name: string; uuid: string; offset: number; at: string };

/** POST: mounts a blob that another repository has, or starts an upload. */
export async function startUpload(
  req: Request,
  res: Response,
  context: RegistryContext,
  name: string,
): Promise<void> {
  const { blobs, repositories } = context;
  const mount = String(req.query.mount ?? '');
  const from = String(req.query.from ?? '');
  const isThere =
    mount &&
    !digestProblem(mount) &&
    repositories.hasBlob(from, mount) &&
    (await blobs.size(mount)) !== undefined;
  if (isThere) {
    repositories.linkBlob(name, mount);
    sendCreated(req, res, name, mount);
    return;
  }
  // A body with `?digest=` is ignored, as `registry` does: 202 tells the client to go on.
  req.resume();
  const uuid = await blobs.startUpload();
  repositories.startUpload(name, uuid, context.now().toISOString());
  sendState(req, res, context, { name, uuid, size: 0, status: 202 });
}

/** GET: how far an upload has come. */
export async function sendUploadStatus(
  req: Request,
  res: Response,
  context: RegistryContext,
  name: string,
  uuid: string,
): Promise<void> {
  const size = await findUpload(req, context, name, uuid);
  sendState(req, res, context, { name, uuid, size, status: 204 });
}

/** PATCH: one chunk, or all of the content as a stream. */
export async function appendToUpload(
  req: Request,
  res: Response,
  context: RegistryContext,
  name: string,
  uuid: string,
): Promise<void> {
  const before = await findUpload(req, context, name, uuid);
  const range = req.header('content-range');
  if (range) {
    const [, start, end] = /^(\d+)-(\d+)$/.exec(range) ?? [];
    const length = Number(end) - Number(start) + 1;
    if (
      Number(start) !== before ||
      length !== Number(req.header('content-length'))
    ) {
      req.resume();
      throw new RegistryError({ code: 'RANGE_INVALID' });
    }
  }
  const size = await context.blobs.append(uuid, req);
  sendState(req, res, context, { name, uuid, size, status: 202 });
}

/** PUT: the rest of the content, if any, and the digest of it all. */
export async function finishUpload(
  req: Request,
  res: Response,
  context: RegistryContext,
  name: string,
  uuid: string,
): Promise<void> {
  const { blobs, repositories } = context;
  await findUpload(req, context, name, uuid);
  const digest = String(req.query.digest ?? '');
  const problem = digest ? digestProblem(digest) : 'digest missing';
  if (problem) {
    req.resume();
    throw new RegistryError({ code: 'DIGEST_INVALID', detail: problem });
  }
  await blobs.append(uuid, req);
  const fits = await blobs.finishUpload(uuid, digest);
  repositories.endUpload(uuid);
  if (!fits) {
    await blobs.cancelUpload(uuid);
    throw new RegistryError({
      code: 'DIGEST_INVALID',
      detail: `invalid digest for referenced layer: ${digest}, content does not match digest`,
    });
  }
  repositories.linkBlob(name, digest);
  sendCreated(req, res, name, digest);
}

export async function cancelUpload(
  req: Request,
  res: Response,
  context: RegistryContext,
  name: string,
  uuid: string,
): Promise<void> {
  await findUpload(req, context, name, uuid);
  context.repositories.endUpload(uuid);
  await context.blobs.cancelUpload(uuid);
  res.setHeader('Docker-Upload-UUID', uuid);
  res.status(204).end();
}

/** The size of an upload that this repository has and whose state this registry gave out. */
async function findUpload(
  req: Request,
  context: RegistryContext,
  name: string,
  uuid: string,
): Promise<number> {
  const size = context.repositories.hasUpload(name, uuid)
    ? await context.blobs.uploadSize(uuid)
    : undefined;
  if (size === undefined) {
    throw new RegistryError({
      code: 'BLOB_UPLOAD_UNKNOWN',
      detail: 'blob upload unknown',
    });
  }
  const state = context.signer.verify<UploadState>(
    String(req.query._state ?? ''),
  );
  if (state?.uuid !== uuid || state.name !== name) {
    throw new RegistryError({
      code: 'BLOB_UPLOAD_INVALID',
      detail: 'invalid secret',
    });
  }
  return size;
}

function sendState(
  req: Request,
  res: Response,
  context: RegistryContext,
  upload: { name: string; uuid: string; size: number; status: number },
): void {
  const { name, uuid, size, status } = upload;
  // Signed over the time as well, so that each answer carries a new location.
  const state: UploadState = {
    name,
    uuid,
    offset: size,
    at: String(process.hrtime.bigint()),
  };
  const path = `/v2/${name}/blobs/uploads/${uuid}`;
  const query = new URLSearchParams({ _state: context.signer.sign(state) });
  res.setHeader('Docker-Upload-UUID', uuid);
  res.setHeader('Location', absoluteUrl(req, `${path}?${query}`));
  res.setHeader('Range', `0-${Math.max(0, size - 1)}`);
  res.status(status).end();
}

function sendCreated(
  req: Request,
  res: Response,
  name: string,
  digest: string,
): void {
  res.setHeader('Docker-Content-Digest', digest);
  res.setHeader('Location', absoluteUrl(req, `/v2/${name}/blobs/${digest}`));
  res.status(201).end();
}
