import { whyStale } from './whyStale';

const hour = 3_600_000;
const now = new Date('2026-11-26T12:00:00Z');
const at = (hours: number) =>
  new Date(now.getTime() + hours * hour).toISOString();

type Options = Parameters<typeof whyStale>[1];

function why(
  options: Partial<Options> = {},
  evaluatedAt: string | undefined = at(-1),
) {
  return whyStale(
    { evaluatedAt },
    {
      policy: {},
      stage: 'audit',
      resource: {},
      maxAgeMs: 24 * hour,
      now,
      ...options,
    },
  );
}

describe('whyStale', () => {
  it.each<[string, Partial<Options>, string | undefined]>([
    ['nothing', {}, undefined],
    ['a policy that is gone', { policy: undefined }, 'its policy is gone'],
    ['a source without policies', { policy: 'none' }, undefined],
    [
      'a policy that was changed since',
      { policy: { changedAt: at(-0.5) } },
      'its policy was changed after it was evaluated',
    ],
    [
      'a policy that was changed before',
      { policy: { changedAt: at(-2) } },
      undefined,
    ],
    [
      'a policy that does not select the namespace any more',
      { stage: 'off' },
      'its policy no longer holds here',
    ],
    ['a stage that nobody knows', { stage: 'unknown' }, undefined],
    [
      'a resource that is gone',
      { resource: undefined },
      'its resource is gone',
    ],
    [
      'a resource that was changed since',
      { resource: { changedAt: at(-0.5) } },
      'its resource was changed after it was evaluated',
    ],
    ['a resource of which nobody knows', { resource: 'unwatched' }, undefined],
    [
      'an exception that does not hold',
      { broken: 'the exception a/b has ended' },
      'the exception a/b has ended',
    ],
  ])('of %s', (_, options, expected) => {
    expect(why(options)).toBe(expected);
  });

  it.each([
    [at(-24), undefined],
    [at(-25), 'nobody has evaluated it for 25 hours'],
    [at(-72), 'nobody has evaluated it for 3 days'],
    // A clock of the cluster that is an hour ahead.
    [at(1), undefined],
    [at(3), 'its report is dated in the future'],
  ])('of a result of %s', (evaluatedAt, expected) => {
    expect(why({}, evaluatedAt)).toBe(expected);
  });

  it('of a result without a time', () => {
    expect(
      whyStale(
        {},
        { policy: {}, stage: 'audit', resource: {}, maxAgeMs: hour, now },
      ),
    ).toBe('its report does not say when it was evaluated');
  });

  it('leaves a write within the same seconds alone', () => {
    const policy = {
      changedAt: new Date(Date.parse(at(-1)) + 5000).toISOString(),
    };
    expect(why({ policy })).toBeUndefined();
  });
});
