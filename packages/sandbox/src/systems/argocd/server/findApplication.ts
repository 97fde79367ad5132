import { Request } from 'express';
import { argocdNamespace } from '../controller/ApplicationStore';
import { Application, projectOf } from '../objects/Application';
import { Caller, enforce, may } from './Accounts';
import { ApiError } from './ApiError';
import { ArgoCdContext, callerOf, queryList, queryText } from './ArgoCdContext';

export type Found = { application: Application; caller: Caller };

/**
 * The Application that a request names, if the caller may do this to it.
 *
 * Whether an Application exists is not told to who may not see it: without a
 * project in the request, "is not there" and "you may not" are both 403; with
 * one, both are 404 to who may see that project's Applications.
 */
export async function findApplication(
  context: ArgoCdContext,
  req: Request,
  action: string,
): Promise<Found> {
  const caller = callerOf(context, req);
  const { name } = req.params;
  const project = projectIn(req);
  const denied = new ApiError('PermissionDenied', 'permission denied');
  const missing = new ApiError(
    'NotFound',
    `applications.argoproj.io "${name}" not found`,
  );
  const allowed = (inProject: string) =>
    may(caller, {
      resource: 'applications',
      action,
      object: `${inProject}/${name}`,
    });

  if (project && !allowed(project)) throw denied;
  const namespace = queryText(req, 'appNamespace');
  const application =
    namespace && namespace !== argocdNamespace
      ? undefined
      : await context.store.fetch(name);
  if (!application) throw project ? missing : denied;
  if (!allowed(projectOf(application))) throw project ? missing : denied;
  if (project && projectOf(application) !== project) throw missing;
  return { application, caller };
}

/** @throws ApiError, in full words: the caller was already allowed to know the Application */
export function enforceAction(
  { application, caller }: Found,
  action: string,
): void {
  enforce(caller, {
    resource: 'applications',
    action,
    object: rbacName(application),
  });
}

export function rbacName(application: Application): string {
  return `${projectOf(application)}/${application.metadata.name}`;
}

function projectIn(req: Request): string | undefined {
  const body = req.body as { project?: unknown } | undefined;
  const projects = [
    ...queryList(req, 'project'),
    ...queryList(req, 'projects'),
  ];
  if (projects.length > 1) {
    throw new ApiError(
      'InvalidArgument',
      'multiple projects specified - the get endpoint accepts either zero or one project',
    );
  }
  return (
    projects[0] ??
    (typeof body?.project === 'string' ? body.project : undefined)
  );
}
