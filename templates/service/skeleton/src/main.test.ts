import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

interface Line {
  level: string;
  message: string;
  service: string;
  time: string;
}

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: child.stdout })[
    Symbol.asyncIterator
  ]();
  /** The next line of the log that holds this text. */
  const logged = async (text: string): Promise<Line> => {
    for (;;) {
      const { value, done } = await lines.next();
      assert.ok(!done, `the process ended before it logged "${text}"`);
      const line = JSON.parse(value) as Line;
      if (line.message.includes(text)) return line;
    }
  };
  return { child, logged, exit: once(child, 'exit') };
}

describe('main', () => {
  it('starts, serves, and stops in order on SIGTERM', async t => {
    const service = start({ PORT: '0', SHUTDOWN_DELAY_MS: '1000' });
    t.after(() => service.child.kill('SIGKILL'));

    const line = await service.logged('Server listening');
    assert.equal(line.level, 'info');
    assert.ok(Date.parse(line.time));
    const port = /:(\d+)/.exec(line.message)?.[1];
    const address = `http://127.0.0.1:${port}`;
    assert.equal((await fetch(`${address}/readyz`)).status, 200);

    service.child.kill('SIGTERM');
    await service.logged('stopping');
    assert.equal((await fetch(`${address}/readyz`)).status, 503);
    assert.equal((await fetch(`${address}/v1/about`)).status, 200);
    await service.logged('stopped');
    assert.deepEqual(await service.exit, [0, null]);
  });

  it('does not start with a wrong configuration', async () => {
    const service = start({ PORT: 'http' });
    const [code] = (await service.exit) as [number];
    assert.equal(code, 1);
  });
});
