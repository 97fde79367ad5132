import { setImmediate as turn } from 'node:timers/promises';
import { gatherChunks } from './gatherChunks';

describe('gatherChunks', () => {
  it('takes what is there and does not wait for more', async () => {
    let arrive = () => {};
    const later = new Promise<void>(resolve => {
      arrive = resolve;
    });
    async function* source() {
      yield Buffer.from('a');
      yield Buffer.from('b');
      await later;
      yield Buffer.from('c');
    }
    const groups = gatherChunks(source(), 100);

    expect((await groups.next()).value!.map(String)).toEqual(['a', 'b']);
    const third = groups.next();
    await turn();
    arrive();
    expect((await third).value!.map(String)).toEqual(['c']);
    expect((await groups.next()).done).toBe(true);
  });

  it('stops asking when the group is big enough', async () => {
    let asked = 0;
    async function* source() {
      for (;;) {
        asked += 1;
        yield Buffer.alloc(10);
      }
    }
    const groups = gatherChunks(source(), 30);

    expect((await groups.next()).value).toHaveLength(3);
    await turn();
    // The one that the next group begins with is on its way, and no other.
    expect(asked).toBe(4);
  });

  it('gives what came before a failure', async () => {
    async function* source() {
      yield Buffer.from('a');
      throw new Error('broken');
    }
    const groups = gatherChunks(source(), 100);

    expect((await groups.next()).value!.map(String)).toEqual(['a']);
    await expect(groups.next()).rejects.toThrow('broken');
  });

  it('ends although its source still waits', async () => {
    async function* source() {
      yield Buffer.from('a');
      await new Promise(() => {});
    }
    const groups = gatherChunks(source(), 100);
    await groups.next();

    expect((await groups.return()).done).toBe(true);
  });
});
