import { formatContinueToken, parseContinueToken } from './continueToken';

describe('continueToken', () => {
  it('reads what it wrote', () => {
    const token = { resourceVersion: 7, after: 'shop/quote-api' };

    expect(parseContinueToken(formatContinueToken(token))).toEqual(token);
  });

  it.each([
    [
      'nonsense',
      "continue key is not valid: invalid character '\\u009e' looking for beginning of value",
    ],
    ['', 'continue key is not valid: unexpected end of JSON input'],
    [
      Buffer.from('{"v":"v0"}').toString('base64url'),
      'continue key is not valid: server does not recognize this encoded version "v0"',
    ],
  ])('refuses %j in the words of the API server', (text, message) => {
    expect(() => parseContinueToken(text)).toThrow(message);
  });
});
