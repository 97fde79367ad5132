import { describePublishing } from '../../__testUtils__/describePublishing';
import { startFakeGitHub } from '../../__testUtils__/github/startFakeGitHub';

describe('GitHub', () => {
  describePublishing(startFakeGitHub);
});
