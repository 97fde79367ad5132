import { PullRequest } from '../repositories/HostedRepository';
import { withContentComment, withContentTrailer } from './contentId';
import { decideProposalStep, ProposalFacts } from './decideProposalStep';

const ours = 'a'.repeat(64);
const earlier = 'b'.repeat(64);

const pullRequest = (
  state: PullRequest['state'],
  id: string | undefined,
): PullRequest => ({
  number: 5,
  url: 'https://git.example.com/meridian/platform-gitops/pulls/5',
  state,
  title: 'Add quote-api',
  body: id ? withContentComment('Please.', id) : 'Please.',
  head: 'portolan/add-quote-api',
  headSha: '1'.repeat(40),
  base: 'main',
});

const branchHead = (id: string | undefined) => ({
  sha: '2'.repeat(40),
  message: id ? withContentTrailer('Add quote-api', id) : 'A fix by Sam\n',
});

const facts = (given: Partial<ProposalFacts>): ProposalFacts => ({
  contentId: ours,
  branch: 'portolan/add-quote-api',
  changes: [{ operation: 'create', path: 'a', content: Buffer.from('') }],
  ...given,
});

describe('decideProposalStep', () => {
  it.each<[string, Partial<ProposalFacts>, object]>([
    ['nothing there yet', {}, { step: 'commit', replaceBranch: false }],
    [
      'the base has it already',
      { changes: [] },
      { step: 'done', result: 'unchanged' },
    ],
    [
      'the base has it, though another proposal is open',
      { changes: [], pullRequest: pullRequest('open', earlier) },
      { step: 'done', result: 'unchanged' },
    ],
    [
      'an interrupted call left the branch',
      { branchHead: branchHead(ours) },
      { step: 'open' },
    ],
    [
      'an interrupted call with other content left the branch',
      { branchHead: branchHead(earlier) },
      { step: 'commit', replaceBranch: true },
    ],
    [
      'it is open',
      { pullRequest: pullRequest('open', ours), branchHead: branchHead(ours) },
      { step: 'settle', pullRequest: pullRequest('open', ours) },
    ],
    [
      'it is open and people have added commits',
      {
        pullRequest: pullRequest('open', ours),
        branchHead: branchHead(undefined),
      },
      { step: 'settle', pullRequest: pullRequest('open', ours) },
    ],
    [
      'it is open and people have rewritten its text',
      {
        pullRequest: pullRequest('open', undefined),
        branchHead: branchHead(ours),
      },
      { step: 'settle', pullRequest: pullRequest('open', undefined) },
    ],
    [
      'other content of the portal is open',
      {
        pullRequest: pullRequest('open', earlier),
        branchHead: branchHead(earlier),
      },
      {
        step: 'commit',
        replaceBranch: true,
        replacePullRequest: pullRequest('open', earlier),
      },
    ],
    [
      'other content is open and people have added commits',
      {
        pullRequest: pullRequest('open', earlier),
        branchHead: branchHead(undefined),
      },
      {
        step: 'refuse',
        reason: expect.stringContaining('2222222 "A fix by Sam"'),
      },
    ],
    [
      'the open pull request is somebody else’s',
      {
        pullRequest: pullRequest('open', undefined),
        branchHead: branchHead(undefined),
      },
      { step: 'refuse', reason: expect.stringContaining('pull request #5') },
    ],
    [
      'the branch is somebody else’s',
      { branchHead: branchHead(undefined) },
      {
        step: 'refuse',
        reason: expect.stringContaining('2222222 "A fix by Sam"'),
      },
    ],
    [
      'it was merged, and edited at the base since',
      { pullRequest: pullRequest('merged', ours) },
      {
        step: 'done',
        result: 'merged',
        pullRequest: pullRequest('merged', ours),
      },
    ],
    [
      'it was merged and the base is as proposed',
      { changes: [], pullRequest: pullRequest('merged', ours) },
      {
        step: 'done',
        result: 'merged',
        pullRequest: pullRequest('merged', ours),
      },
    ],
    [
      'it was merged and taken back, and its branch was left',
      {
        wasUndone: true,
        pullRequest: pullRequest('merged', ours),
        branchHead: branchHead(ours),
      },
      { step: 'commit', replaceBranch: true },
    ],
    [
      'other content was merged',
      { pullRequest: pullRequest('merged', earlier) },
      { step: 'commit', replaceBranch: false },
    ],
    [
      'people closed it',
      {
        pullRequest: pullRequest('closed', ours),
        branchHead: branchHead(ours),
      },
      {
        step: 'done',
        result: 'closed',
        pullRequest: pullRequest('closed', ours),
      },
    ],
    [
      'people closed other content, and its branch was left',
      {
        pullRequest: pullRequest('closed', earlier),
        branchHead: branchHead(earlier),
      },
      { step: 'commit', replaceBranch: true },
    ],
    [
      'one that was put away is closed, and an interrupted call left the branch',
      {
        pullRequest: pullRequest('closed', undefined),
        branchHead: branchHead(ours),
      },
      { step: 'open' },
    ],
  ])('%s', (_, given, step) => {
    expect(decideProposalStep(facts(given))).toEqual(step);
  });
});
