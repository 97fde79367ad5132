import { LineSplitter } from './LineSplitter';

describe('LineSplitter', () => {
  it('gives lines whole, wherever the chunks are cut', () => {
    const text = '{"a":"ü"}\n\n{"b":"😀"}\r\n{"c":1}\nrest';
    const bytes = Buffer.from(text);
    for (let size = 1; size <= bytes.length; size += 1) {
      const splitter = new LineSplitter(100);
      const lines: string[] = [];
      for (let start = 0; start < bytes.length; start += size) {
        lines.push(...splitter.push(bytes.subarray(start, start + size)));
      }
      expect(lines).toEqual(['{"a":"ü"}', '{"b":"😀"}', '{"c":1}']);
    }
  });

  it('does not collect a line without end', () => {
    const splitter = new LineSplitter(10);
    splitter.push(Buffer.from('12345'));
    expect(() => splitter.push(Buffer.from('678901'))).toThrow(
      'sends a line of more than 10 bytes',
    );
  });
});
