import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Readiness } from './health/Readiness.ts';
import { createServer } from './http/createServer.ts';
import { Metrics } from './metrics/Metrics.ts';
import { stop } from './stop.ts';

/** A server with one request under way, which ends when the test says so. */
async function busyServer(t: TestContext) {
  const arrived = Promise.withResolvers<void>();
  const closing = Promise.withResolvers<void>();
  const end = Promise.withResolvers<string>();
  const readiness = new Readiness();
  const server = createServer({
    about: { name: 'test-service', commit: '9f3c21a' },
    readiness,
    metrics: new Metrics(),
    logger: false,
  });
  t.after(async () => {
    end.resolve('the test is over');
    await server.close();
  });
  server.get('/slow', () => {
    arrived.resolve();
    return end.promise;
  });
  server.addHook('preClose', done => {
    closing.resolve();
    done();
  });
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  const answer = fetch(`${address}/slow`).then(response => response.text());
  await arrived.promise;
  return { server, readiness, address, closing: closing.promise, end, answer };
}

describe('stop', () => {
  it('answers what is under way and takes nothing new', async t => {
    const { server, readiness, address, closing, end, answer } =
      await busyServer(t);
    const stopped = stop({ server, readiness, delayMs: 0, timeoutMs: 10_000 });
    assert.equal((await readiness.ask()).ready, false);

    await closing;
    end.resolve('done');
    assert.equal(await answer, 'done');
    await stopped;
    await assert.rejects(fetch(`${address}/slow`));
  });

  it('gives up on requests that take too long', async t => {
    const { server, readiness, end, answer } = await busyServer(t);
    await assert.rejects(
      stop({ server, readiness, delayMs: 0, timeoutMs: 10 }),
      /still under way after 10 ms/,
    );
    end.resolve('late');
    assert.equal(await answer, 'late');
  });
});
