import { startGitHost } from '@portolan/sandbox/git-host';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHostUnderTest } from '../GitHostUnderTest';
import { giteaUnderTest } from './giteaUnderTest';

const PORTAL = { username: 'portal', password: 'password-of-the-portal' };
const MINA = { username: 'mina.okafor', password: 'password-of-mina' };

/** The sandbox's stand-in for Gitea, which is held to recordings of the real one. */
export async function startGitea(): Promise<GitHostUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'gitops-gitea-'));
  const gitHost = await startGitHost({
    directory,
    users: [PORTAL, MINA],
    organizations: [
      { name: 'meridian', members: [PORTAL.username, MINA.username] },
    ],
  });
  return {
    ...giteaUnderTest({ url: gitHost.url, portal: PORTAL, approver: MINA }),
    close: async () => {
      await gitHost.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
