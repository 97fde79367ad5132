import { describePublishing } from '../../__testUtils__/describePublishing';
import { startFakeGitLab } from '../../__testUtils__/gitlab/startFakeGitLab';

describe('GitLab', () => {
  describePublishing(startFakeGitLab);
});
