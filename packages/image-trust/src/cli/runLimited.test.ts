import { runLimited } from './runLimited';

type Job = { registry: string; name: string };

/** When everything that can go on has gone on. */
const settled = () => new Promise(resolve => setImmediate(resolve));

/** Jobs that end when the test says so. */
class Desk {
  readonly running: Job[] = [];
  readonly #ends = new Map<string, () => void>();
  mostOf = 0;
  most = 0;

  readonly task = async (job: Job): Promise<string> => {
    this.running.push(job);
    const same = this.running.filter(each => each.registry === job.registry);
    this.most = Math.max(this.most, this.running.length);
    this.mostOf = Math.max(this.mostOf, same.length);
    await new Promise<void>(resolve => this.#ends.set(job.name, resolve));
    this.running.splice(this.running.indexOf(job), 1);
    return `${job.name} done`;
  };

  async end(name: string): Promise<void> {
    this.#ends.get(name)?.();
    await settled();
  }
}

const jobs = (registry: string, count: number): Job[] =>
  Array.from({ length: count }, (_, index) => ({
    registry,
    name: `${registry}${index}`,
  }));

describe('runLimited', () => {
  it('lets another registry go on beside one that is busy', async () => {
    const desk = new Desk();
    const all = [...jobs('a', 4), ...jobs('b', 2)];
    const results = runLimited(all, desk.task, {
      key: ({ registry }) => registry,
      total: 3,
      perKey: 2,
    });
    await settled();
    expect(desk.running.map(({ name }) => name).sort()).toEqual([
      'a0',
      'a1',
      'b0',
    ]);
    for (const name of ['b0', 'a1', 'b1', 'a0', 'a3', 'a2']) {
      await desk.end(name);
    }
    expect(await results).toEqual(all.map(({ name }) => `${name} done`));
    expect(desk.most).toBe(3);
    expect(desk.mostOf).toBe(2);
  });

  it('throws what a task throws, and drops what waits', async () => {
    const started: number[] = [];
    const items = Array.from({ length: 100 }, (_, index) => index);
    await expect(
      runLimited(
        items,
        async item => {
          started.push(item);
          throw new Error(`broken ${item}`);
        },
        { key: () => 'same', total: 1, perKey: 1 },
      ),
    ).rejects.toThrow('broken 0');
    await settled();
    expect(started.length).toBeLessThan(10);
  });

  it('has nothing to do for nothing', async () => {
    const task = async () => 1;
    const options = { key: () => '', total: 1, perKey: 1 };
    expect(await runLimited([], task, options)).toEqual([]);
  });
});
