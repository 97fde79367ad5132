import { Request, Response, Router } from 'express';
import { z } from 'zod';
import { Forge } from '../forge/Forge';
import { ForgeRepository } from '../forge/ForgeRepository';
import { readBody, route } from '../route';

const ORGANIZATION = 'meridian';

const createSchema = z
  .object({
    name: z.string().regex(/^[\w.-]+$/),
    description: z.string().optional(),
    visibility: z.enum(['private', 'internal', 'public']),
    private: z.boolean(),
  })
  .strict();

const protectionSchema = z
  .object({
    required_status_checks: z.null(),
    enforce_admins: z.boolean(),
    required_pull_request_reviews: z
      .object({ required_approving_review_count: z.number().min(0).max(6) })
      .strict()
      .nullable(),
    restrictions: z.null(),
    allow_force_pushes: z.boolean().nullable(),
    allow_deletions: z.boolean(),
  })
  .strict();

/** The repository that the path names; answers 404 when there is none. */
export function repositoryOf(
  forge: Forge,
  req: Request,
  res: Response,
): ForgeRepository | undefined {
  const found = forge.find(`${req.params.owner}/${req.params.repo}`);
  if (!found) res.status(404).json({ message: 'Not Found', status: '404' });
  return found;
}

export function repositoryRoutes(forge: Forge): Router {
  const router = Router();

  router.get('/users/:owner', (req, res) => {
    if (req.params.owner === ORGANIZATION) {
      res.json({ login: ORGANIZATION, type: 'Organization' });
    } else {
      res.status(404).json({ message: 'Not Found', status: '404' });
    }
  });

  router.post(
    '/orgs/:owner/repos',
    route(async (req, res) => {
      const body = readBody(req, res, { schema: createSchema, status: 422 });
      if (!body) return;
      const fullName = `${req.params.owner}/${body.name}`;
      const added = await forge.add(fullName, body);
      if (added) {
        res.status(201).json(describe(added));
      } else {
        res.status(422).json({
          message: 'Repository creation failed.',
          errors: [
            {
              resource: 'Repository',
              code: 'custom',
              field: 'name',
              message: 'name already exists on this account',
            },
          ],
          status: '422',
        });
      }
    }),
  );

  router.get('/repos/:owner/:repo', (req, res) => {
    const repository = repositoryOf(forge, req, res);
    if (repository) res.json(describe(repository));
  });

  router.get(
    '/repos/:owner/:repo/branches/:branch',
    route(async (req, res) => {
      const repository = repositoryOf(forge, req, res);
      if (!repository) return;
      const { branch } = req.params;
      const sha = await repository.branch(branch);
      if (!sha) {
        res.status(404).json({ message: 'Branch not found', status: '404' });
        return;
      }
      const message = await repository.bare.message(sha);
      res.json({ name: branch, commit: { sha, commit: { message } } });
    }),
  );

  router
    .route('/repos/:owner/:repo/branches/:branch/protection')
    .get((req, res) => {
      const repository = repositoryOf(forge, req, res);
      if (!repository) return;
      if (repository.protection.has(req.params.branch)) {
        res.json({ url: req.originalUrl });
      } else {
        const message = 'Branch not protected';
        res.status(404).json({ message, status: '404' });
      }
    })
    .put((req, res) => {
      const repository = repositoryOf(forge, req, res);
      const body =
        repository &&
        readBody(req, res, { schema: protectionSchema, status: 422 });
      if (!repository || !body) return;
      repository.protection.set(
        req.params.branch,
        body.required_pull_request_reviews?.required_approving_review_count ??
          0,
      );
      res.json({ url: req.originalUrl });
    });

  router.get(
    '/repos/:owner/:repo/contents/*',
    route(async (req, res) => {
      const repository = repositoryOf(forge, req, res);
      if (!repository) return;
      const path = req.params[0];
      const commit = await repository.bare.resolve(String(req.query.ref));
      const file = commit && (await repository.bare.find(commit, path));
      if (!file) {
        res.status(404).json({ message: 'Not Found', status: '404' });
        return;
      }
      const content = await repository.bare.readBlob(file.sha);
      res.json({
        type: 'file',
        path,
        sha: file.sha,
        encoding: 'base64',
        // GitHub breaks the lines.
        content: content.toString('base64').replace(/.{60}/g, '$&\n'),
      });
    }),
  );

  return router;
}

function describe(repository: ForgeRepository) {
  return {
    id: repository.id,
    full_name: repository.fullName,
    description: repository.description || null,
    private: repository.visibility !== 'public',
    visibility: repository.visibility,
    default_branch: 'main',
    allow_squash_merge: true,
    allow_merge_commit: true,
    allow_rebase_merge: true,
  };
}
