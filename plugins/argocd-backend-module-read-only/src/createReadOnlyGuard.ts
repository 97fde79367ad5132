import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { RequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { argocdApplicationReadPermission } from './permissions';
import { queryParameters, Read, reads } from './reads';

/**
 * Stands in front of the Argo CD backend's routes and lets through nothing but
 * well-formed reads by people who may read.
 *
 * The backend has routes that create, change, synchronise and delete
 * Applications with the portal's own account and checks no permission
 * on any of them.
 */
export function createReadOnlyGuard(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): Router {
  const { httpAuth, permissions } = options;
  const router = PromiseRouter();

  router.use((req, _res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      throw new NotAllowedError(
        `Git is the only way to change state: the portal sends no ${req.method} to Argo CD. Change the Application's file in the GitOps repository, and Argo CD applies it.`,
      );
    }
    next();
  });

  router.use(async (req, _res, next) => {
    const credentials = await httpAuth.credentials(req);
    const [decision] = await permissions.authorize(
      [{ permission: argocdApplicationReadPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Reading Argo CD's Applications needs the permission '${argocdApplicationReadPermission.name}'; ask the platform team for it.`,
      );
    }
    next();
  });

  for (const read of reads) {
    router.get(read.route, checkParameters(read));
  }

  // Reached by what no read has let through.
  router.use(req => {
    throw new NotAllowedError(
      `'${req.path}' is not a read of Argo CD that the portal makes.`,
    );
  });

  return router;
}

/** Leaves the guard for the backend's own routes when every value is well-formed. */
function checkParameters(read: Read): RequestHandler {
  return (req, _res, next) => {
    for (const [name, pattern] of Object.entries(read.parameters)) {
      checkValue(name, req.params[name], pattern);
    }
    for (const [name, value] of Object.entries(req.query)) {
      const pattern = queryParameters[name];
      if (!pattern) {
        throw new InputError(`Unknown query parameter '${name}'`);
      }
      checkValue(name, value, pattern);
    }
    next('router');
  };
}

// The backend puts these values into its requests to Argo CD without encoding
// them: `..%2Fclusters` as a name would read the clusters with the portal's account.
function checkValue(name: string, value: unknown, pattern: RegExp): void {
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw new InputError(`The value of '${name}' is not well-formed`);
  }
}
