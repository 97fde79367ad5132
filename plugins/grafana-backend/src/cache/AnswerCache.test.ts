import { AnswerCache } from './AnswerCache';

describe('AnswerCache', () => {
  let now = 0;
  let answers: Array<string | Error> = [];
  let asked = 0;
  const ask = async () => {
    asked += 1;
    const answer = answers.shift() ?? new Error('not expected to be asked');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const cache = (mostKeys = 2) =>
    new AnswerCache<string>({
      freshMs: 15,
      keepMs: 100,
      retryMs: 5,
      mostKeys,
      now: () => new Date(now),
    });

  beforeEach(() => {
    now = 1000;
    asked = 0;
    answers = [];
  });

  it('asks once for many readers, and again when the answer is old', async () => {
    const one = cache();
    answers = ['first', 'second'];
    const read = await Promise.all([one.read('a', ask), one.read('a', ask)]);
    expect(read.map(({ value }) => value)).toEqual(['first', 'first']);
    now += 14;
    expect((await one.read('a', ask)).value).toBe('first');
    expect(asked).toBe(1);
    now += 1;
    expect(await one.read('a', ask)).toEqual({
      value: 'second',
      asOf: new Date(1015),
    });
  });

  it('gives the last answer with its age and the failure, leaves the source alone, and recovers', async () => {
    const one = cache();
    answers = ['first', new Error('down'), new Error('still down'), 'back'];
    await one.read('a', ask);
    now += 20;
    const stale = {
      value: 'first',
      asOf: new Date(1000),
      failure: new Error('down'),
    };
    expect(await one.read('a', ask)).toEqual(stale);
    now += 4;
    expect(await one.read('a', ask)).toEqual(stale);
    expect(asked).toBe(2);
    now += 1;
    expect(await one.read('a', ask)).toMatchObject({
      failure: new Error('still down'),
    });
    now += 5;
    expect(await one.read('a', ask)).toEqual({
      value: 'back',
      asOf: new Date(1030),
    });
  });

  it('fails when there is no answer, or only one that is too old', async () => {
    const one = cache();
    answers = [new Error('down'), 'first', new Error('down again')];
    await expect(one.read('a', ask)).rejects.toThrow('down');
    now += 5;
    expect((await one.read('a', ask)).value).toBe('first');
    now += 101;
    await expect(one.read('a', ask)).rejects.toThrow('down again');
  });

  it('forgets what was read longest ago', async () => {
    const one = cache(2);
    answers = ['a', 'b', 'c', 'b again'];
    await one.read('a', ask);
    await one.read('b', ask);
    await one.read('a', ask);
    await one.read('c', ask);
    expect((await one.read('a', ask)).value).toBe('a');
    expect((await one.read('b', ask)).value).toBe('b again');
  });
});
