import { KeyedQueue } from './KeyedQueue';

describe('KeyedQueue', () => {
  it('keeps the order of one key, also after a failure, and does not hold up another', async () => {
    const queue = new KeyedQueue();
    const log: string[] = [];
    let finishFirst: () => void = () => {};
    const first = queue.run('a', async () => {
      await new Promise<void>(resolve => {
        finishFirst = resolve;
      });
      log.push('first of a');
      throw new Error('broken');
    });
    const second = queue.run('a', async () => log.push('second of a'));
    await queue.run('b', async () => log.push('b'));
    expect(log).toEqual(['b']);
    finishFirst();
    await expect(first).rejects.toThrow('broken');
    await second;
    expect(log).toEqual(['b', 'first of a', 'second of a']);
  });
});
