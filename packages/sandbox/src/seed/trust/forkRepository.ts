import { HttpError, JsonClient } from '../../http/JsonClient';
import { GitHostClient } from '../../systems/pipeline/clients/GitHostClient';
import { Workspace } from '../../systems/pipeline/stages/Workspace';
import { GitOrganization } from '../GitOrganization';
import type { Files } from '../renderTemplate';

/**
 * A person's copy of a repository with a change of their own; gives its
 * commit. The Git host has no forks: what matters of one is that it is a
 * repository of somebody else.
 */
export async function forkRepository(options: {
  gitHost: GitHostClient;
  gitHostUrl: string;
  token: string;
  /** Of the person. */
  password: string;
  from: { owner: string; repository: string; commit: string };
  person: { username: string; fullName: string; email: string };
  change: { path: string; text: string; message: string; date: Date };
}): Promise<string> {
  const { gitHost, gitHostUrl, from, person, change } = options;
  const { username, fullName, email } = person;
  const { repository } = from;
  const login = Buffer.from(`${username}:${options.password}`);
  await new JsonClient({
    url: `${gitHostUrl}/api/v1`,
    authorization: `Basic ${login.toString('base64')}`,
  })
    .post('/user/repos', { name: repository, default_branch: 'main' })
    .catch(error => {
      // It is there since a start that broke off.
      if (!(error instanceof HttpError && error.status === 409)) throw error;
    });
  const own = new GitOrganization({
    url: gitHostUrl,
    token: options.token,
    organization: username,
  });
  const [known] = await own.listCommits(repository);
  if (known) return known;
  const workspace = new Workspace(gitHost, { ...from, branch: 'main' });
  const files: Files = Object.fromEntries(
    [...(await workspace.files())].map(([path, { content }]) => [
      path,
      content.toString('utf8'),
    ]),
  );
  await own.commit({
    repository,
    before: {},
    after: { ...files, [change.path]: change.text },
    message: change.message,
    author: { name: fullName, email },
    date: change.date,
  });
  const [commit] = await own.listCommits(repository);
  return commit;
}
