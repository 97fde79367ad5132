import { startGitHost } from '@portolan/sandbox/git-host';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHostUnderTest } from '../GitHostUnderTest';

const PASSWORD = 'password-of-the-portal';

/** The sandbox's stand-in for Gitea, which is held to recordings of the real one. */
export async function startGitea(): Promise<GitHostUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'gitops-gitea-'));
  const gitHost = await startGitHost({
    directory,
    users: [
      { username: 'portal', password: PASSWORD },
      { username: 'mina.okafor', password: 'password-of-mina' },
    ],
    organizations: [{ name: 'meridian', members: ['portal', 'mina.okafor'] }],
  });
  return {
    url: gitHost.url,
    credentials: { username: 'portal', password: PASSWORD },
    integrations: ({ host, url }) => ({
      gitea: [{ host, baseUrl: url, username: 'portal', password: PASSWORD }],
    }),
    approve: async (fullName, number) => {
      const basic = Buffer.from('mina.okafor:password-of-mina');
      const response = await fetch(
        `${gitHost.url}/api/v1/repos/${fullName}/pulls/${number}/reviews`,
        {
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            Authorization: `Basic ${basic.toString('base64')}`,
          },
          body: JSON.stringify({ event: 'APPROVED' }),
        },
      );
      if (!response.ok) throw new Error(await response.text());
    },
    close: async () => {
      await gitHost.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
