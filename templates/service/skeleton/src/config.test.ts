import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from './config.ts';

describe('readConfig', () => {
  it('needs nothing to be set', () => {
    assert.deepEqual(readConfig({}), {
      host: '0.0.0.0',
      port: 8080,
      logLevel: 'info',
      commit: 'unknown',
      shutdownDelayMs: 5_000,
      shutdownTimeoutMs: 20_000,
    });
  });

  it('reads what is set', () => {
    const config = readConfig({
      HOST: '127.0.0.1',
      PORT: '3000',
      LOG_LEVEL: 'warn',
      GIT_COMMIT: '9f3c21a',
      SHUTDOWN_DELAY_MS: '0',
      SHUTDOWN_TIMEOUT_MS: '100',
    });
    assert.deepEqual(config, {
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'warn',
      commit: '9f3c21a',
      shutdownDelayMs: 0,
      shutdownTimeoutMs: 100,
    });
  });

  it('names every variable that is wrong at once', () => {
    assert.throws(
      () => readConfig({ PORT: '70000', LOG_LEVEL: 'loud' }),
      /PORT must be .* not "70000"; LOG_LEVEL must be .* not "loud"/,
    );
    assert.throws(() => readConfig({ PORT: '80a' }), /PORT/);
    assert.throws(() => readConfig({ SHUTDOWN_DELAY_MS: '-1' }), /DELAY/);
  });
});
