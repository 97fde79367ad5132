import { branchNameFor } from './branchNameFor';

describe('branchNameFor', () => {
  it.each([
    ['Run quote-api', 'portolan/run-quote-api'],
    ['  Über: v1.0 (dev)!', 'portolan/uber-v1-0-dev'],
    [`${'a'.repeat(59)} b`, `portolan/${'a'.repeat(59)}`],
  ])('makes of %j %s', (title, branch) => {
    expect(branchNameFor(title)).toBe(branch);
  });

  it('asks for a branch when the title has nothing to make one from', () => {
    expect(() => branchNameFor('报价')).toThrow('branch: cannot be made');
  });
});
