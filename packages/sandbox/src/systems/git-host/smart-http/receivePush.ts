import { Request } from 'express';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { GitHostContext, gitOf } from '../GitHostContext';
import { announceRefChanges } from '../pushes/announceRefChanges';
import { RefChange } from '../pushes/RefChange';
import { GitAccess, GitHttpError } from './access';
import { BackendRequest, HttpBackend } from './HttpBackend';
import { readPushCommands } from './pushCommands';
import { pushHookEnvironment } from './pushHooks';
import { pushRefusals } from './pushRefusals';

/**
 * Takes a push: one at a time for each repository, and answered only when
 * everything that follows from it is done, so that whoever pushed finds it so.
 */
export async function receivePush(
  context: GitHostContext,
  backend: HttpBackend,
  options: { req: Request; request: BackendRequest; access: GitAccess },
): Promise<{ status: number; contentType?: string; body: Buffer }> {
  const { req, request, access } = options;
  const { repository, caller } = access;
  const pusher = caller.user;
  if (!pusher) throw new GitHttpError(401, 'Unauthorized\n');
  const git = gitOf(context, repository);
  const body = await readBody(req);
  return git.exclusively(async () => {
    const commands = readPushCommands(body);
    const actor = { user: pusher, access: access.access };
    const refusals = pushRefusals(context.state, repository, actor, commands);
    const answer = await backend.answer(
      {
        ...request,
        contentLength: String(body.length),
        contentEncoding: undefined,
        env: pushHookEnvironment(refusals),
      },
      Readable.from([body]),
    );
    const said = await buffer(answer.body);
    const changes: RefChange[] = [];
    for (const command of commands) {
      const now = await git.describe(command.ref);
      const moved = now?.id === command.after && now?.id !== command.before;
      if (moved) changes.push(command);
    }
    await announceRefChanges(context, { repository, pusher, changes });
    return { ...answer, body: said };
  });
}

async function readBody(req: Request): Promise<Buffer> {
  return req.headers['content-encoding'] === 'gzip'
    ? buffer(req.pipe(createGunzip()))
    : buffer(req);
}
