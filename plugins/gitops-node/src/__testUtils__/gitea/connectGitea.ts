import { GitHostUnderTest } from '../GitHostUnderTest';
import { askGitea, GiteaAccount, giteaUnderTest } from './giteaUnderTest';

/**
 * A real Gitea that runs elsewhere, so that the client and the stand-in are held to it by
 * the same suite: `GITEA_URL`, and `user:password` of an administrator as `GITEA_PORTAL`
 * and of another one as `GITEA_APPROVER`. Repositories that the tests make stay there.
 */
export async function connectGitea(): Promise<GitHostUnderTest> {
  const url = readVariable('GITEA_URL').replace(/\/$/, '');
  const portal = readAccount('GITEA_PORTAL');
  const approver = readAccount('GITEA_APPROVER');
  await askGitea(url, portal, {
    path: '/orgs',
    body: { username: 'meridian' },
    // It is there from an earlier run.
    expect: [422],
  });
  return {
    ...giteaUnderTest({ url, portal, approver }),
    takesTime: true,
    close: async () => {},
  };
}

function readAccount(name: string): GiteaAccount {
  const [username, ...password] = readVariable(name).split(':');
  return { username, password: password.join(':') };
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
