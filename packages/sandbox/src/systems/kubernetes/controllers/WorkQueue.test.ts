import { WorkQueue } from './WorkQueue';

describe('WorkQueue', () => {
  it('works on each key once, however often it was added meanwhile', async () => {
    const done: string[] = [];
    const queue = new WorkQueue(async ({ name }) => {
      done.push(name);
    });
    queue.add({ name: 'a' });
    queue.add({ name: 'b' });
    queue.add({ name: 'a' });
    await queue.idle();
    expect(done).toEqual(['a', 'b']);
  });

  it('looks again at a key that was added while it was worked on', async () => {
    let rounds = 0;
    const queue: WorkQueue = new WorkQueue(async key => {
      rounds += 1;
      if (rounds === 1) queue.add(key);
    });
    queue.add({ name: 'a' });
    await queue.idle();
    expect(rounds).toBe(2);
  });

  it('tries again, later each time, and keeps on with the others', async () => {
    jest.useFakeTimers();
    try {
      let attempts = 0;
      const done: string[] = [];
      const queue = new WorkQueue(async ({ name }) => {
        if (name === 'broken') {
          attempts += 1;
          if (attempts < 3) throw new Error('conflict');
        }
        done.push(name);
      });
      queue.add({ name: 'broken' });
      queue.add({ name: 'fine' });
      await queue.idle();
      expect(done).toEqual(['fine']);
      await jest.advanceTimersByTimeAsync(50);
      expect(attempts).toBe(2);
      await jest.advanceTimersByTimeAsync(99);
      expect(attempts).toBe(2);
      await jest.advanceTimersByTimeAsync(1);
      expect(done).toEqual(['fine', 'broken']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('comes back at the sooner of two times', async () => {
    jest.useFakeTimers();
    try {
      const done: string[] = [];
      const queue = new WorkQueue(async ({ name }) => {
        done.push(name);
      });
      queue.addAfter({ name: 'a' }, 100);
      queue.addAfter({ name: 'a' }, 500);
      await jest.advanceTimersByTimeAsync(100);
      expect(done).toEqual(['a']);
      queue.addAfter({ name: 'b' }, 500);
      queue.addAfter({ name: 'b' }, 100);
      await jest.advanceTimersByTimeAsync(100);
      expect(done).toEqual(['a', 'b']);
      await jest.advanceTimersByTimeAsync(1000);
      expect(done).toEqual(['a', 'b']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('does nothing more once it is closed', async () => {
    const done: string[] = [];
    const queue = new WorkQueue(async ({ name }) => {
      done.push(name);
    });
    queue.addAfter({ name: 'later' }, 1);
    await queue.close();
    queue.add({ name: 'late' });
    await queue.idle();
    expect(done).toEqual([]);
  });
});
