import { describeGitHost } from '../../__testUtils__/describeGitHost';
import { startFakeGitLab } from '../../__testUtils__/gitlab/startFakeGitLab';

// Git at work, beside other tests.
jest.setTimeout(30_000);

describe('GitLab', () => {
  describeGitHost(startFakeGitLab);
});
