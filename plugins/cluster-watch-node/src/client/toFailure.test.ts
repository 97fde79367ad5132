import { toFailure, toFailureOfEvent } from './toFailure';

describe('toFailure', () => {
  it.each([
    [401, 'unauthenticated'],
    [403, 'denied'],
    [404, 'not-found'],
    [410, 'expired'],
    [429, 'throttled'],
    [500, 'failing'],
    [503, 'failing'],
    [504, 'failing'],
    [302, 'failing'],
    [400, 'failing'],
  ])('%d is %s', (status, code) => {
    expect(toFailure({ status, body: '' }).code).toBe(code);
  });

  it('reads what a Status object says', () => {
    const body = JSON.stringify({
      kind: 'Status',
      message: 'The provided continue parameter is too old',
      metadata: { continue: 'younger' },
      code: 410,
    });
    expect(toFailure({ status: 410, body, retryAfter: '7' })).toMatchObject({
      message: '410: The provided continue parameter is too old',
      continueToken: 'younger',
      retryAfterMs: 7_000,
    });
  });

  it('shows the beginning of what is no Status, on one line', () => {
    const body = `<html>\n\u0007<h1>${'x'.repeat(1_000)}`;
    const { message } = toFailure({ status: 502, body, retryAfter: 'soon' });
    expect(message).toMatch(/^502: <html> <h1>x+…$/);
    expect(message.length).toBeLessThan(320);
  });

  it('reads the error of a watch, which was answered with 200', () => {
    expect(
      toFailureOfEvent({ kind: 'Status', code: 410, message: 'too old' }),
    ).toMatchObject({ code: 'expired', message: '410: too old' });
    expect(toFailureOfEvent('nonsense').code).toBe('failing');
  });
});
