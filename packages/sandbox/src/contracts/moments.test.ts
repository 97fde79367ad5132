import { momentText, wholeQuarterBefore } from './moments';

const zero = new Date('2026-11-26T02:00:00Z');

describe('moments of a recording', () => {
  it('count from the last whole quarter that is 20 minutes ago', () => {
    expect(wholeQuarterBefore(new Date('2026-11-26T02:20:00Z'))).toEqual(zero);
    expect(wholeQuarterBefore(new Date('2026-11-26T02:34:59Z'))).toEqual(zero);
  });

  it.each([
    ['ns:140.001', '1795658540001000000'],
    ['ms:0', '1795658400000'],
    ['s:100.5', '1795658500.5'],
    ['=s:-60', '1795658340'],
    ['rfc3339:900', '2026-11-26T02:15:00Z'],
    ['uid-1', undefined],
  ])('%s', (name, text) => {
    expect(momentText(name, zero)).toBe(text);
  });
});
