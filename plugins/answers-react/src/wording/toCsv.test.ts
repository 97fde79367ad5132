import { toCsv } from './toCsv';

describe('toCsv', () => {
  it('quotes what would break a line, and keeps formulas texts', () => {
    const rows = [
      { name: 'a,"b"', count: -2 },
      { name: '=cmd()', count: undefined },
    ];
    expect(toCsv(rows, { name: r => r.name, count: r => r.count })).toBe(
      'name,count\r\n"a,""b""",-2\r\n\'=cmd(),\r\n',
    );
  });
});
