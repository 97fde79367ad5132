import { evaluateCel } from './evaluate';
import { CelError } from './expression';
import { parseCel } from './parse';

const run = (rule: string, self: unknown, oldSelf?: unknown) =>
  evaluateCel(parseCel(rule), { self, oldSelf });

describe('validation rules', () => {
  it.each([
    ["self.mode != 'on' || self.size > 2", { mode: 'on', size: 1 }, false],
    ["self.mode != 'on' || self.size > 2", { mode: 'off', size: 1 }, true],
    ['has(self.a) && self.a == 1', {}, false],
    ['!has(self.a) || self.b > 0', {}, true],
    ['size(self.names) == 2', { names: ['a', 'b'] }, true],
    ['self.names.all(n, n.startsWith("a"))', { names: ['ab', 'b'] }, false],
    ['self.names.exists_one(n, n == "b")', { names: ['ab', 'b'] }, true],
    ['self.map(x, x * 2)[1] == 6', [1, 3], true],
    ['self.filter(x, x % 2 == 0).size() == 1', [1, 2, 3], true],
    ["'a' in self && !('z' in self)", { a: 1 }, true],
    ['self in [1, 2, 3]', 2, true],
    ['self > 1 ? self < 5 : false', 3, true],
    ['-self + 2 * (3 - 1) == 1', 3, true],
    ["self.matches(r'^[a-z]+$')", 'abc', true],
    ['self.x__dash__y == 1', { 'x-y': 1 }, true],
    ["self == {'a': [1, 2]}", { a: [1, 2] }, true],
  ])('%s', (rule, self, expected) => {
    expect(run(rule, self)).toBe(expected);
  });

  it('see the old value', () => {
    expect(run('self == oldSelf', 'a', 'b')).toBe(false);
    expect(run('self >= oldSelf', 3, 2)).toBe(true);
  });

  it.each([
    'self +',
    'self.foo(',
    'unknown == 1',
    'self.missing == 1',
    'isURL(self)',
    'self # 1',
  ])('fail as CEL does: %s', rule => {
    expect(() => run(rule, {})).toThrow(CelError);
  });
});
