import { Request, Response, Router } from 'express';
import { z } from 'zod';
import { Forge } from '../forge/Forge';
import { ForgeRepository } from '../forge/ForgeRepository';
import { readBody, route } from '../route';
import { repositoryOf } from './repositoryRoutes';

const SHA = z.string().regex(/^[0-9a-f]{40}$/);

const blobSchema = z
  .object({ content: z.string(), encoding: z.enum(['utf-8', 'base64']) })
  .strict();

const treeSchema = z
  .object({
    base_tree: SHA,
    tree: z
      .array(
        z
          .object({
            path: z.string().regex(/^[^/]/),
            mode: z.enum(['100644', '100755']),
            type: z.literal('blob'),
            sha: SHA.nullish(),
            content: z.string().optional(),
          })
          .strict()
          .refine(
            entry =>
              (entry.sha === undefined) !== (entry.content === undefined),
            'must supply either tree.sha or tree.content',
          ),
      )
      .min(1),
  })
  .strict();

const commitSchema = z
  .object({
    message: z.string().min(1),
    tree: SHA,
    parents: z.array(SHA),
    author: z.object({ name: z.string(), email: z.string() }).optional(),
  })
  .strict();

const refSchema = z
  .object({ ref: z.string().regex(/^refs\/heads\/.+/), sha: SHA })
  .strict();

/** Blobs, trees, commits and refs; none of them works on an empty repository. */
export function gitDataRoutes(forge: Forge): Router {
  const router = Router({ mergeParams: true });
  const data = Router({ mergeParams: true });

  const withRepository = (
    handle: (
      repository: ForgeRepository,
      req: Request,
      res: Response,
    ) => Promise<void>,
  ) =>
    route(async (req, res) => {
      const repository = repositoryOf(forge, req, res);
      if (!repository) return;
      if (!(await repository.branch('main'))) {
        res.status(409).json({ message: 'Git Repository is empty.' });
        return;
      }
      await handle(repository, req, res);
    });

  data.get(
    '/trees/:sha',
    withRepository(async ({ bare }, req, res) => {
      const { sha } = req.params;
      const tree = await bare.list(sha);
      res.json({ sha, tree, truncated: false });
    }),
  );

  data.get(
    '/commits/:sha',
    withRepository(async ({ bare }, req, res) => {
      const { sha } = req.params;
      res.json({ sha, tree: { sha: await bare.treeOf(sha) } });
    }),
  );

  data.post(
    '/blobs',
    withRepository(async ({ bare }, req, res) => {
      const body = readBody(req, res, { schema: blobSchema, status: 422 });
      if (!body) return;
      const encoding = body.encoding === 'base64' ? 'base64' : 'utf8';
      const sha = await bare.writeBlob(Buffer.from(body.content, encoding));
      res.status(201).json({ sha });
    }),
  );

  data.post(
    '/trees',
    withRepository(async ({ bare }, req, res) => {
      const body = readBody(req, res, { schema: treeSchema, status: 422 });
      if (!body) return;
      const entries = [];
      for (const { path, mode, sha, content } of body.tree) {
        if (sha === null && !(await bare.find(body.base_tree, path))) {
          res.status(422).json({ message: 'GitRPC::BadObjectState' });
          return;
        }
        entries.push({
          path,
          mode,
          sha:
            content === undefined
              ? sha ?? undefined
              : await bare.writeBlob(Buffer.from(content)),
        });
      }
      const sha = await bare.writeTree(body.base_tree, entries);
      res.status(201).json({ sha });
    }),
  );

  data.post(
    '/commits',
    withRepository(async ({ bare }, req, res) => {
      const body = readBody(req, res, { schema: commitSchema, status: 422 });
      if (!body) return;
      res.status(201).json({ sha: await bare.writeCommit(body) });
    }),
  );

  data.post(
    '/refs',
    withRepository(async ({ bare }, req, res) => {
      const body = readBody(req, res, { schema: refSchema, status: 422 });
      if (!body) return;
      const branch = body.ref.replace('refs/heads/', '');
      if (await bare.createBranch(branch, body.sha)) {
        res.status(201).json({ ref: body.ref, object: { sha: body.sha } });
      } else {
        res.status(422).json({ message: 'Reference already exists' });
      }
    }),
  );

  data.delete(
    '/refs/heads/*',
    withRepository(async (repository, req, res) => {
      const branch = req.params[0];
      if (!(await repository.bare.deleteBranch(branch))) {
        res.status(422).json({ message: 'Reference does not exist' });
        return;
      }
      // A pull request without its branch cannot stay open on GitHub.
      for (const each of await repository.listPullRequests({ head: branch })) {
        if (each.state === 'open') each.state = 'closed';
      }
      res.status(204).end();
    }),
  );

  router.use('/repos/:owner/:repo/git', data);
  return router;
}
