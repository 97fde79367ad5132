import { createHmac } from 'node:crypto';
import { isSigned, parsePush } from './webhook';

const delivery = (change: object = {}) =>
  Buffer.from(
    JSON.stringify({
      ref: 'refs/heads/main',
      after: 'c0ffee'.padEnd(40, '0'),
      repository: {
        name: 'quote-api',
        owner: { login: 'meridian' },
        default_branch: 'main',
      },
      ...change,
    }),
  );

describe('isSigned', () => {
  const body = delivery();
  const sign = (secret: string) =>
    createHmac('sha256', secret).update(body).digest('hex');

  it('takes the HMAC of the body by the shared secret, and nothing else', () => {
    expect(isSigned(body, sign('ours'), 'ours')).toBe(true);
    expect(isSigned(body, sign('theirs'), 'ours')).toBe(false);
    expect(isSigned(delivery({ ref: 'x' }), sign('ours'), 'ours')).toBe(false);
    expect(isSigned(body, '', 'ours')).toBe(false);
    expect(isSigned(body, undefined, 'ours')).toBe(false);
  });
});

describe('parsePush', () => {
  it('reads a push to the default branch', () => {
    expect(parsePush(delivery())).toEqual({
      owner: 'meridian',
      repository: 'quote-api',
      branch: 'main',
      commit: 'c0ffee'.padEnd(40, '0'),
    });
  });

  it('passes over other branches and deleted ones', () => {
    expect(parsePush(delivery({ ref: 'refs/heads/x' }))).toBeUndefined();
    expect(parsePush(delivery({ after: '0'.repeat(40) }))).toBeUndefined();
  });

  it('does not take what is no push', () => {
    expect(parsePush(Buffer.from('{'))).toBe('malformed');
    expect(parsePush(delivery({ after: 'HEAD' }))).toBe('malformed');
  });
});
