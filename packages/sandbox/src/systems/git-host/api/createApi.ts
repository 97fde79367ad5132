import express, { Router } from 'express';
import { Authenticator } from '../access/Authenticator';
import { GitHostContext } from '../GitHostContext';
import { ok } from './answers';
import { ApiRouter } from './ApiRouter';
import { authenticate } from './authentication';
import { apiErrorHandler, unknownPath } from './errors';
import { addBranchRoutes } from './routes/branches';
import { addCollaboratorRoutes } from './routes/collaborators';
import { addCommentRoutes } from './routes/comments';
import { addCommitRoutes } from './routes/commits';
import { addContentsRoutes } from './routes/contents';
import { addGitObjectRoutes } from './routes/gitObjects';
import { addHookRoutes } from './routes/hooks';
import { addMergeRoutes } from './routes/merges';
import { addOrganizationRoutes } from './routes/organizations';
import { addProtectionRoutes } from './routes/protections';
import { addPullRoutes } from './routes/pulls';
import { addRepositoryRoutes } from './routes/repositories';
import { addReviewRoutes } from './routes/reviews';
import { addStatusRoutes } from './routes/statuses';
import { addTagRoutes } from './routes/tags';
import { addTeamRoutes } from './routes/teams';
import { addUserRoutes } from './routes/users';

/** The version that the recordings are from. */
const version = '1.26.0';

/** Everything below `/api/v1`. */
export function createApi(
  context: GitHostContext,
  authenticator: Authenticator,
): Router {
  const api = new ApiRouter(context);
  const { router } = api;
  router.use(authenticate(authenticator));
  // Gitea reads every body as JSON, whatever its type says.
  router.use(express.json({ limit: '100mb', type: () => true }));
  api.open('get', '/version', [], () => ok({ version }));
  addUserRoutes(api);
  addOrganizationRoutes(api);
  addTeamRoutes(api);
  addRepositoryRoutes(api);
  addCollaboratorRoutes(api);
  addContentsRoutes(api);
  addGitObjectRoutes(api);
  addBranchRoutes(api);
  addProtectionRoutes(api);
  addStatusRoutes(api);
  addCommitRoutes(api);
  addTagRoutes(api);
  addMergeRoutes(api);
  addReviewRoutes(api);
  addPullRoutes(api);
  addCommentRoutes(api);
  addHookRoutes(api);
  router.use(unknownPath);
  router.use(apiErrorHandler(context));
  return router;
}
