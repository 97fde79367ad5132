import { describeGitHost } from '../../__testUtils__/describeGitHost';
import { startFakeGitHub } from '../../__testUtils__/github/startFakeGitHub';

// Git at work, beside other tests.
jest.setTimeout(30_000);

describe('GitHub', () => {
  describeGitHost(startFakeGitHub);
});
