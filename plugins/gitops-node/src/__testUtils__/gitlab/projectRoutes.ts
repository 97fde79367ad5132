import { Request, Response, Router } from 'express';
import { z } from 'zod';
import { Forge } from '../forge/Forge';
import { ForgeRepository } from '../forge/ForgeRepository';
import { readBody, route } from '../route';

const GROUP = { id: 7, full_path: 'meridian' };

const createSchema = z
  .object({
    name: z.string(),
    path: z.string().regex(/^[\w.-]+$/),
    namespace_id: z.literal(GROUP.id),
    description: z.string().optional(),
    visibility: z.enum(['private', 'internal', 'public']),
  })
  .strict();

const protectSchema = z
  .object({
    name: z.string(),
    push_access_level: z.number(),
    merge_access_level: z.number(),
  })
  .strict();

/** The project that the path names; answers 404 when there is none. */
export function projectOf(
  forge: Forge,
  req: Request,
  res: Response,
): ForgeRepository | undefined {
  const found = forge.find(req.params.project);
  if (!found) res.status(404).json({ message: '404 Project Not Found' });
  return found;
}

export function projectRoutes(forge: Forge): Router {
  const router = Router();

  router.get('/namespaces/:path', (req, res) => {
    if (req.params.path === GROUP.full_path) res.json(GROUP);
    else res.status(404).json({ message: '404 Namespace Not Found' });
  });

  router.post(
    '/projects',
    route(async (req, res) => {
      const body = readBody(req, res, { schema: createSchema, status: 400 });
      if (!body) return;
      const fullName = `${GROUP.full_path}/${body.path}`;
      const added = await forge.add(fullName, body);
      if (added) {
        res.status(201).json(await describe(added));
      } else {
        const taken = ['has already been taken'];
        res.status(400).json({ message: { name: taken, path: taken } });
      }
    }),
  );

  router.get(
    '/projects/:project',
    route(async (req, res) => {
      const project = projectOf(forge, req, res);
      if (project) res.json(await describe(project));
    }),
  );

  const branch = '/projects/:project/repository/branches/:branch';
  router.get(
    branch,
    route(async (req, res) => {
      const project = projectOf(forge, req, res);
      if (!project) return;
      const id = await project.branch(req.params.branch);
      if (!id) {
        res.status(404).json({ message: '404 Branch Not Found' });
        return;
      }
      const message = await project.bare.message(id);
      res.json({ name: req.params.branch, commit: { id, message } });
    }),
  );
  router.delete(
    branch,
    route(async (req, res) => {
      const project = projectOf(forge, req, res);
      if (!project) return;
      // A merge request without its branch stays open on GitLab.
      if (await project.bare.deleteBranch(req.params.branch)) {
        res.status(204).end();
      } else {
        res.status(404).json({ message: '404 Branch Not Found' });
      }
    }),
  );

  const protectedBranches = '/projects/:project/protected_branches';
  router.get(
    `${protectedBranches}/:branch`,
    route(async (req, res) => {
      const project = projectOf(forge, req, res);
      if (!project) return;
      const isSet = project.protection.has(req.params.branch);
      // The default branch is protected from its first commit on, but maintainers may push.
      if (isSet || (await project.branch('main'))) {
        const access_level = project.protection.get('main') ? 0 : 40;
        res.json({
          name: req.params.branch,
          push_access_levels: [{ access_level }],
        });
      } else {
        res.status(404).json({ message: '404 Not found' });
      }
    }),
  );
  router.delete(`${protectedBranches}/:branch`, (req, res) => {
    projectOf(forge, req, res)?.protection.delete(req.params.branch);
    res.status(204).end();
  });
  router.post(protectedBranches, (req, res) => {
    const project = projectOf(forge, req, res);
    const body =
      project && readBody(req, res, { schema: protectSchema, status: 400 });
    if (!project || !body) return;
    project.protection.set(body.name, body.push_access_level === 0 ? 1 : 0);
    res.status(201).json({ name: body.name });
  });

  return router;
}

async function describe(project: ForgeRepository) {
  const isEmpty = !(await project.branch('main'));
  return {
    id: project.id,
    path_with_namespace: project.fullName,
    description: project.description,
    visibility: project.visibility,
    default_branch: isEmpty ? null : 'main',
    empty_repo: isEmpty,
    squash_option: 'default_off',
  };
}
