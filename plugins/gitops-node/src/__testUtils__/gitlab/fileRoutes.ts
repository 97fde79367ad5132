import { Request, Response, Router } from 'express';
import { z } from 'zod';
import { Forge } from '../forge/Forge';
import { ForgeRepository } from '../forge/ForgeRepository';
import { readBody, route } from '../route';
import { projectOf } from './projectRoutes';

const written = {
  file_path: z.string().regex(/^[^/]/),
  content: z.string(),
  encoding: z.literal('base64'),
};

const commitSchema = z
  .object({
    branch: z.string(),
    start_sha: z.string().regex(/^[0-9a-f]{40}$/),
    commit_message: z.string().min(1),
    author_name: z.string().optional(),
    author_email: z.string().optional(),
    actions: z
      .array(
        z.discriminatedUnion('action', [
          z.object({ action: z.literal('create'), ...written }).strict(),
          z.object({ action: z.literal('update'), ...written }).strict(),
          z
            .object({
              action: z.literal('delete'),
              file_path: written.file_path,
            })
            .strict(),
        ]),
      )
      .min(1),
  })
  .strict();

type Commit = z.output<typeof commitSchema>;

/** Files, and commits of several of them, all or nothing. */
export function fileRoutes(forge: Forge): Router {
  const router = Router();

  const file = '/projects/:project/repository/files/:path';
  const describeFile = route(async (req: Request, res: Response) => {
    const project = projectOf(forge, req, res);
    if (!project) return;
    const { path } = req.params;
    const at = await project.bare.resolve(String(req.query.ref));
    const found = at && (await project.bare.find(at, path));
    if (!found) {
      res.status(404).json({ message: '404 File Not Found' });
      return;
    }
    res.setHeader('X-Gitlab-Blob-Id', found.sha);
    res.setHeader('X-Gitlab-Execute-Filemode', String(found.mode === '100755'));
    const blob = await project.bare.readBlob(found.sha);
    res.json({
      file_path: path,
      encoding: 'base64',
      content: blob.toString('base64'),
      blob_id: found.sha,
    });
  });
  // Express answers HEAD from GET, without the body.
  router.get(file, describeFile);

  router.get(
    '/projects/:project/repository/merge_base',
    route(async (req, res) => {
      const project = projectOf(forge, req, res);
      const { refs } = req.query;
      if (!project || !Array.isArray(refs)) return;
      const id = await project.bare.mergeBase(String(refs[0]), String(refs[1]));
      res.json({ id });
    }),
  );

  router.post(
    '/projects/:project/repository/commits',
    route(async (req, res) => {
      const project = projectOf(forge, req, res);
      const body =
        project && readBody(req, res, { schema: commitSchema, status: 400 });
      if (!project || !body) return;
      const outcome = await commit(project, body);
      if (outcome.id) res.status(201).json({ id: outcome.id });
      else res.status(400).json({ message: outcome.message });
    }),
  );

  return router;
}

async function commit(
  { bare }: ForgeRepository,
  body: Commit,
): Promise<
  { id: string; message?: undefined } | { id?: undefined; message: string }
> {
  const entries = [];
  for (const action of body.actions) {
    const path = action.file_path;
    const existing = await bare.find(body.start_sha, path);
    if (action.action === 'create' && existing) {
      return { message: 'A file with this name already exists' };
    }
    if (action.action !== 'create' && !existing) {
      return { message: "A file with this name doesn't exist" };
    }
    entries.push({
      path,
      mode: existing?.mode ?? '100644',
      sha:
        action.action === 'delete'
          ? undefined
          : await bare.writeBlob(Buffer.from(action.content, 'base64')),
    });
  }
  const id = await bare.writeCommit({
    tree: await bare.writeTree(body.start_sha, entries),
    parents: [body.start_sha],
    message: body.commit_message,
    author: { name: body.author_name, email: body.author_email },
  });
  if (await bare.createBranch(body.branch, id)) return { id };
  return {
    message: `A branch called '${body.branch}' already exists. Switch to that branch in order to make changes`,
  };
}
