import { describeGitHost } from '../../__testUtils__/describeGitHost';
import { connectGitea } from '../../__testUtils__/gitea/connectGitea';
import { startGitea } from '../../__testUtils__/gitea/startGitea';

// Git at work, beside other tests.
jest.setTimeout(30_000);

describe('Gitea', () => {
  describeGitHost(process.env.GITEA_URL ? connectGitea : startGitea);
});
