import {
  ConflictError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import git from 'isomorphic-git';
import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Author, RepositoryFile } from '../../repositories/HostedRepository';
import { fetchHttpClient } from './fetchHttpClient';
import { writeTree } from './writeTree';

/** What a host takes in place of a user's name and password. */
export interface GitCredentials {
  username: string;
  password: string;
}

/**
 * Makes the first commit of an empty repository and pushes it with Git itself:
 * the hosts' APIs make commits one file or one request body at a time, or (GitHub)
 * only on top of another commit.
 *
 * @returns the commit; ConflictError when somebody was faster
 */
export async function pushFirstCommit(options: {
  system: string;
  cloneUrl: string;
  credentials: GitCredentials;
  branch: string;
  files: readonly RepositoryFile[];
  message: string;
  author: Author;
}): Promise<{ sha: string }> {
  const { system, cloneUrl, credentials, branch, author } = options;
  const dir = await mkdtemp(join(tmpdir(), 'gitops-push-'));
  try {
    await git.init({ fs, dir, defaultBranch: branch });
    const tree = await writeTree(dir, options.files);
    const sha = await git.commit({
      fs,
      dir,
      tree,
      ref: `refs/heads/${branch}`,
      message: options.message,
      author,
      parent: [],
    });
    await git.push({
      fs,
      dir,
      http: fetchHttpClient,
      url: cloneUrl,
      ref: branch,
      remoteRef: branch,
      onAuth: () => credentials,
      onAuthFailure: () => ({ cancel: true }),
    });
    return { sha };
  } catch (error) {
    throw translate(error, { system, cloneUrl });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** isomorphic-git's errors have a `code`; those without one come from the connection. */
function translate(
  error: unknown,
  { system, cloneUrl }: { system: string; cloneUrl: string },
): Error {
  const { code, message, statusCode } = describe(error);
  const said = `${system} did not take the push to ${cloneUrl}: ${message}`;
  switch (code) {
    case git.Errors.UserCanceledError.code:
      return new NotAllowedError(
        `${system} did not accept the portal's credentials for a push to ${cloneUrl}`,
      );
    case git.Errors.PushRejectedError.code:
    case git.Errors.GitPushError.code:
      return new ConflictError(said);
    case git.Errors.HttpError.code:
      return statusCode < 500
        ? new NotAllowedError(said)
        : new ServiceUnavailableError(said);
    default:
      return new ServiceUnavailableError(said);
  }
}

const errorSchema = z.object({
  // A number in errors of the platform, such as a timeout.
  code: z.string().optional().catch(undefined),
  message: z.string(),
  data: z.object({ statusCode: z.number().optional() }).optional(),
  cause: z.object({ message: z.string() }).optional(),
});

function describe(error: unknown) {
  const { code, message, data, cause } = errorSchema.parse(error);
  const statusCode = data?.statusCode ?? 0;
  return { code, message: cause?.message || message, statusCode };
}
