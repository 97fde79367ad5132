import { readFileSync } from 'node:fs';
import { readConfig } from './config.ts';
import { Readiness } from './health/Readiness.ts';
import { createServer } from './http/createServer.ts';
import { loggerOptions } from './logging.ts';
import { Metrics } from './metrics/Metrics.ts';
import { stop } from './stop.ts';

const { name } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { name: string };
const config = readConfig(process.env);
const readiness = new Readiness();
const server = createServer({
  about: { name, commit: config.commit },
  readiness,
  metrics: new Metrics(),
  logger: loggerOptions({ service: name, config }),
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  // Once: a second signal ends the process at once.
  process.once(signal, () => {
    server.log.info({ signal }, 'stopping');
    stop({
      server,
      readiness,
      delayMs: config.shutdownDelayMs,
      timeoutMs: config.shutdownTimeoutMs,
    }).then(
      () => {
        server.log.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        server.log.error(error, 'stopped too late');
        process.exit(1);
      },
    );
  });
}

await server.listen({ host: config.host, port: config.port });
