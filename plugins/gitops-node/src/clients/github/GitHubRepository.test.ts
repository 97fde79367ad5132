import { describePublishing } from '../../__testUtils__/describePublishing';
import { describeProposing } from '../../__testUtils__/describeProposing';
import { describeProposingInTrouble } from '../../__testUtils__/describeProposingInTrouble';
import { startFakeGitHub } from '../../__testUtils__/github/startFakeGitHub';

// Git at work, beside other tests.
jest.setTimeout(30_000);

describe('GitHub', () => {
  describePublishing(startFakeGitHub);
  describeProposing(startFakeGitHub);
  describeProposingInTrouble(startFakeGitHub);
});
