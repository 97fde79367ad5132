import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Readiness } from './Readiness.ts';

const working = { name: 'queue', run: () => Promise.resolve() };
const broken = {
  name: 'database',
  run: () => Promise.reject(new Error('no connection')),
};

describe('Readiness', () => {
  it('is ready when every check passes', async () => {
    const readiness = new Readiness({ checks: [working] });
    assert.deepEqual(await readiness.ask(), { ready: true, reasons: [] });
  });

  it('names the checks that fail, and nothing of their errors', async () => {
    const readiness = new Readiness({ checks: [working, broken] });
    assert.deepEqual(await readiness.ask(), {
      ready: false,
      reasons: ['database'],
    });
  });

  it('is not ready once it stops', async () => {
    const readiness = new Readiness({ checks: [working] });
    readiness.stop();
    assert.deepEqual(await readiness.ask(), {
      ready: false,
      reasons: ['stopping'],
    });
  });
});
