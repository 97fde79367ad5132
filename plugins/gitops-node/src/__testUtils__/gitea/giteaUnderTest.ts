import { GitHostUnderTest } from '../GitHostUnderTest';

export interface GiteaAccount {
  username: string;
  password: string;
}

/** A Gitea that runs, with the organisation `meridian` of both accounts. */
export function giteaUnderTest(options: {
  url: string;
  portal: GiteaAccount;
  approver: GiteaAccount;
}): Omit<GitHostUnderTest, 'close'> {
  const { url, portal, approver } = options;
  return {
    url,
    credentials: portal,
    integrations: at => ({
      gitea: [{ host: at.host, baseUrl: at.url, ...portal }],
    }),
    approve: async (fullName, number) => {
      await askGitea(url, approver, {
        path: `/repos/${fullName}/pulls/${number}/reviews`,
        body: { event: 'APPROVED' },
      });
    },
  };
}

/** Posts something in the name of an account; `expect` are answers that are as good. */
export async function askGitea(
  url: string,
  { username, password }: GiteaAccount,
  request: { path: string; body: object; expect?: readonly number[] },
): Promise<void> {
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  const response = await fetch(`${url}/api/v1${request.path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Basic ${basic}`,
    },
    body: JSON.stringify(request.body),
  });
  if (!response.ok && !request.expect?.includes(response.status)) {
    throw new Error(`POST ${request.path}: ${await response.text()}`);
  }
}
