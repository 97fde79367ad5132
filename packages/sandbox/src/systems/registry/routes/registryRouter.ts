import {
  ErrorRequestHandler,
  Request,
  RequestHandler,
  Response,
} from 'express';
import { parsePath, RegistryPath } from '../parsePath';
import { RegistryContext } from '../RegistryContext';
import {
  RegistryError,
  writeNotFound,
  writePlain,
  writeRegistryError,
} from '../RegistryError';
import { deleteBlob, sendBlob } from './blobs';
import { sendCatalog, sendTags } from './lists';
import { deleteManifest, putManifest, sendManifest } from './manifests';
import { sendReferrers } from './referrers';
import {
  appendToUpload,
  cancelUpload,
  finishUpload,
  sendUploadStatus,
  startUpload,
} from './uploads';

type Route = (req: Request, res: Response) => void | Promise<void>;
type Routes = Record<string, Route>;

/** The distribution API below `/v2/`. */
export function registryRouter(context: RegistryContext): RequestHandler {
  return (req, res, next) => {
    const path = parsePath(req.path.replace(/^\//, ''));
    const routes = path && routesOf(path, context);
    if (!routes) {
      writeNotFound(res);
      return;
    }
    const route = routes[req.method];
    if (!route) {
      res.setHeader('Allow', Object.keys(routes).sort().join(', '));
      writePlain(res, 405, 'Method not allowed\n');
      return;
    }
    Promise.resolve()
      .then(() => route(req, res))
      .catch(next);
  };
}

export const registryErrors: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  writeRegistryError(
    res,
    error instanceof RegistryError
      ? error
      : new RegistryError({ code: 'UNKNOWN', detail: String(error) }),
  );
};

function routesOf(
  path: RegistryPath,
  context: RegistryContext,
): Routes | undefined {
  switch (path.kind) {
    case 'base':
      return {
        GET: (_req, res) => {
          res.setHeader('Content-Type', 'application/json');
          res.end('{}');
        },
      };
    case 'catalog':
      return { GET: (req, res) => sendCatalog(req, res, context) };
    case 'tags':
      return { GET: (req, res) => sendTags(req, res, context, path.name) };
    case 'manifest':
      return manifestRoutes(path, context);
    case 'blob':
      return blobRoutes(path, context);
    case 'uploads':
      return { POST: (req, res) => startUpload(req, res, context, path.name) };
    case 'upload':
      return uploadRoutes(path, context);
    case 'referrers':
      return context.referrers
        ? {
            GET: (req, res) =>
              sendReferrers(req, res, context, path.name, path.digest),
          }
        : undefined;
    default:
      return undefined;
  }
}

function manifestRoutes(
  { name, reference }: Extract<RegistryPath, { kind: 'manifest' }>,
  context: RegistryContext,
): Routes {
  const send: Route = (req, res) =>
    sendManifest(req, res, context, name, reference);
  return {
    GET: send,
    HEAD: send,
    PUT: (req, res) => putManifest(req, res, context, name, reference),
    DELETE: (_req, res) => deleteManifest(res, context, name, reference),
  };
}

function blobRoutes(
  { name, digest }: Extract<RegistryPath, { kind: 'blob' }>,
  context: RegistryContext,
): Routes {
  const send: Route = (req, res) => sendBlob(req, res, context, name, digest);
  return {
    GET: send,
    HEAD: send,
    DELETE: (_req, res) => deleteBlob(res, context, name, digest),
  };
}

function uploadRoutes(
  { name, uuid }: Extract<RegistryPath, { kind: 'upload' }>,
  context: RegistryContext,
): Routes {
  const status: Route = (req, res) =>
    sendUploadStatus(req, res, context, name, uuid);
  return {
    GET: status,
    HEAD: status,
    PATCH: (req, res) => appendToUpload(req, res, context, name, uuid),
    PUT: (req, res) => finishUpload(req, res, context, name, uuid),
    DELETE: (req, res) => cancelUpload(req, res, context, name, uuid),
  };
}
