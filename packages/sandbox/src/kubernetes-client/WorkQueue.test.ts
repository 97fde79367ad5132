import { WorkQueue } from './WorkQueue';

/** Work that a test lets end. */
class Work {
  readonly started: string[] = [];
  readonly #ends: Array<() => void> = [];

  readonly run = (key: string): Promise<void> => {
    this.started.push(key);
    return new Promise(resolve => {
      this.#ends.push(resolve);
    });
  };

  endFirst(): void {
    this.#ends.shift()!();
  }
}

describe('WorkQueue', () => {
  let work: Work;
  let queue: WorkQueue;

  beforeEach(() => {
    jest.useFakeTimers();
    work = new Work();
    queue = new WorkQueue({ concurrency: 2, work: work.run });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('runs once for many requests, at the earliest time of them', async () => {
    queue.add('a', 500);
    queue.add('a', 100);
    queue.add('a', 900);

    await pass(99);
    expect(work.started).toEqual([]);
    await pass(1000);
    expect(work.started).toEqual(['a']);
  });

  it('never runs twice at a time for one key, but again when asked meanwhile', async () => {
    queue.add('a');
    await pass(1);
    queue.add('a');
    queue.add('a', 50);
    await pass(100);
    expect(work.started).toEqual(['a']);

    work.endFirst();
    await pass(1);
    expect(work.started).toEqual(['a', 'a']);
    work.endFirst();
    await pass(100);
    expect(work.started).toEqual(['a', 'a']);
  });

  it('keeps to its concurrency', async () => {
    ['a', 'b', 'c'].forEach(key => queue.add(key));
    await pass(1);
    expect(work.started).toEqual(['a', 'b']);

    work.endFirst();
    await pass(1);
    expect(work.started).toEqual(['a', 'b', 'c']);
  });

  it('starts nothing once it was stopped, and waits for what runs', async () => {
    queue.add('running');
    queue.add('waiting', 100);
    await pass(1);
    let stopped = false;
    const stop = queue.stop().then(() => {
      stopped = true;
    });

    await pass(200);
    queue.add('late');
    await pass(200);
    expect(stopped).toBe(false);
    expect(work.started).toEqual(['running']);

    work.endFirst();
    await stop;
  });
});
