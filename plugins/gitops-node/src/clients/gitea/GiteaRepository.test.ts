import { describePublishing } from '../../__testUtils__/describePublishing';
import { describeProposing } from '../../__testUtils__/describeProposing';
import { describeProposingInTrouble } from '../../__testUtils__/describeProposingInTrouble';
import { startGitea } from '../../__testUtils__/gitea/startGitea';

// Git at work, beside other tests.
jest.setTimeout(30_000);

describe('Gitea', () => {
  describePublishing(startGitea);
  describeProposing(startGitea);
  describeProposingInTrouble(startGitea);
});
