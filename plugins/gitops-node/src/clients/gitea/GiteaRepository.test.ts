import { describeGitHost } from '../../__testUtils__/describeGitHost';
import { startGitea } from '../../__testUtils__/gitea/startGitea';

// Git at work, beside other tests.
jest.setTimeout(30_000);

describe('Gitea', () => {
  describeGitHost(startGitea);
});
