import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Readiness, type ReadinessCheck } from '../health/Readiness.ts';
import { Metrics } from '../metrics/Metrics.ts';
import { createServer } from './createServer.ts';

function testServer(options: { checks?: ReadinessCheck[] } = {}) {
  const readiness = new Readiness(options);
  const server = createServer({
    about: { name: 'test-service', commit: '9f3c21a' },
    readiness,
    metrics: new Metrics(),
    logger: false,
  });
  return { server, readiness };
}

describe('createServer', () => {
  it('tells what it is', async () => {
    const { server } = testServer();
    const response = await server.inject('/v1/about');
    assert.equal(response.statusCode, 200);
    assert.deepEqual(response.json(), {
      name: 'test-service',
      commit: '9f3c21a',
    });
  });

  it('lives, but is not ready, while a dependency is down', async () => {
    const down = {
      name: 'database',
      run: () => Promise.reject(new Error('password=hunter2')),
    };
    const { server } = testServer({ checks: [down] });
    assert.equal((await server.inject('/healthz')).statusCode, 200);
    const response = await server.inject('/readyz');
    assert.equal(response.statusCode, 503);
    assert.deepEqual(response.json(), {
      status: 'not ready',
      reasons: ['database'],
    });
  });

  it('is ready when nothing is wrong, and no longer once it stops', async () => {
    const { server, readiness } = testServer();
    assert.equal((await server.inject('/readyz')).statusCode, 200);
    readiness.stop();
    assert.equal((await server.inject('/readyz')).statusCode, 503);
  });

  it('counts requests by route, whatever the path', async () => {
    const { server } = testServer();
    server.get('/v1/things/:id', () => ({}));
    await server.inject('/v1/things/1');
    await server.inject('/v1/things/2');
    await server.inject('/nothing/here');

    const response = await server.inject('/metrics');
    assert.match(String(response.headers['content-type']), /text\/plain/);
    assert.match(
      response.body,
      /http_request_duration_seconds_count\{method="GET",route="\/v1\/things\/:id",status_code="200"\} 2/,
    );
    assert.match(
      response.body,
      /http_request_duration_seconds_count\{method="GET",route="unknown",status_code="404"\} 1/,
    );
    assert.match(response.body, /process_cpu_seconds_total/);
  });

  it('keeps the reason of a failure to itself', async () => {
    const { server } = testServer();
    server.get('/fails', () => Promise.reject(new Error('password=hunter2')));
    const response = await server.inject({
      url: '/fails',
      headers: { 'x-request-id': 'abc' },
    });
    assert.equal(response.statusCode, 500);
    assert.deepEqual(response.json(), {
      message: 'Internal server error',
      requestId: 'abc',
    });
  });

  it('tells the caller what is wrong with a request', async () => {
    const { server } = testServer();
    server.post('/things', () => ({}));
    const response = await server.inject({
      method: 'POST',
      url: '/things',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    assert.equal(response.statusCode, 400);
    assert.match(response.body, /JSON/);
  });
});
