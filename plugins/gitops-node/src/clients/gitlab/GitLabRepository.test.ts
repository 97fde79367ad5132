import { describePublishing } from '../../__testUtils__/describePublishing';
import { describeProposing } from '../../__testUtils__/describeProposing';
import { describeProposingInTrouble } from '../../__testUtils__/describeProposingInTrouble';
import { startFakeGitLab } from '../../__testUtils__/gitlab/startFakeGitLab';

describe('GitLab', () => {
  describePublishing(startFakeGitLab);
  describeProposing(startFakeGitLab);
  describeProposingInTrouble(startFakeGitLab);
});
