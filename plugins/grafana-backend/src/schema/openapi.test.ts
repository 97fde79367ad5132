import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { Router } from 'express';
import { parse } from 'yaml';
import { mockServices } from '@backstage/backend-test-utils';
import { Platform } from '../__testUtils__/Platform';
import { startPortal } from '../__testUtils__/startPortal';
import { createRouter } from '../router';

const document = parse(
  readFileSync(join(__dirname, 'openapi.yaml'), 'utf8'),
) as { paths: Record<string, object>; components: object };

const ajv = new Ajv({ strict: false });
ajv.addSchema(document, 'openapi');

/** What is wrong with a body, by the schema of that name. */
function problemsOf(name: string, body: unknown): string[] {
  const validate = ajv.getSchema(`openapi#/components/schemas/${name}`)!;
  validate(body);
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message}`,
  );
}

describe('openapi.yaml', () => {
  it('has every route, and no other', () => {
    const router: Router = createRouter({
      httpAuth: mockServices.httpAuth(),
      service: { listSignals: jest.fn(), readTail: jest.fn() },
    });
    const routes = router.stack.map(({ route }) =>
      route!.path.replace(/:(\w+)/g, '{$1}'),
    );
    expect(routes.sort()).toEqual(Object.keys(document.paths).sort());
  });

  it('describes what is answered, also when sources fail', async () => {
    const platform = await Platform.start({ depths: { 'quote-api-dev': 20 } });
    await platform.write('quote-api-aaaaa', ['one']);
    const good = await startPortal({ grafanaUrl: platform.grafana.url });
    const bodies: Array<[string, unknown]> = [];
    const ask = async (schema: string, path: string) => {
      bodies.push([schema, (await good.get(path)).body]);
    };
    await ask('EnvironmentSignalsAnswer', 'quote-api/environments');
    await ask('LogTailAnswer', 'quote-api/environments/dev/logs');
    await ask('Error', 'quote-api/environments/other/logs');
    await good.backend.stop();
    platform.grafana.faults.add({ kind: 'status', status: 500 });
    const bad = await startPortal({ grafanaUrl: platform.grafana.url });
    for (const [schema, path] of [
      ['EnvironmentSignalsAnswer', 'quote-api/environments'],
      ['LogTailAnswer', 'quote-api/environments/dev/logs'],
    ]) {
      bodies.push([schema, (await bad.get(path)).body]);
    }
    await bad.backend.stop();
    await platform.close();
    expect(bodies.map(([schema, body]) => problemsOf(schema, body))).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
    expect(problemsOf('LogTailAnswer', {})).not.toEqual([]);
  });
});
