import { parseSignedJson } from './parseSignedJson';

const parse = (text: string) => parseSignedJson(Buffer.from(text));

describe('parseSignedJson', () => {
  it.each([
    '{"a":"\\"}{","b":["\\\\"],"c":{"a":1},"d":[{"a":1},{"a":2}]}',
    '{"a" : {"b":{"c":{"d":1,"d":2}}}}',
    '["a","a",{"x":"x"}]',
    '"text"',
    '{}',
    '{"a":{"B":1,"b":2}}',
  ])('reads %s as any other reader', text => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['a repeated name', '{"subject":[],"x":1,"subject":[1]}', /'subject'/],
    ['one that is written otherwise', '{"a":1,"\\u0061" :2}', /'a' is rep/],
    ['one in other letters', '{"subject":[],"Subject":[]}', /'Subject'/],
    ['a repeated digest', '{"s":[{"sha256":1,"sha256":2}]}', /'sha256'/],
    ['a bottomless list', `${'['.repeat(200)}${']'.repeat(200)}`, /deeper/],
    ['half a text', '{"a":', /JSON/],
    ['a byte order mark', '\ufeff{}', /token/],
  ])('refuses %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it('refuses bytes that are no UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('{"a":"'),
      Buffer.of(0xff),
      Buffer.from('"}'),
    ]);
    expect(() => parseSignedJson(bytes)).toThrow(/not valid/);
  });
});
