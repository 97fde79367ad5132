import express from 'express';
import { Faults } from '../faults/Faults';
import { faultMiddleware } from '../faults/faultMiddleware';
import { listen, Listener } from '../http/listen';
import { startControl } from '.';

describe('control', () => {
  const faults = new Faults();
  let system: Listener;
  let control: Listener;

  beforeAll(async () => {
    const app = express();
    app.use(
      faultMiddleware(faults, (res, status) =>
        res.status(status).json({ own: 'format' }),
      ),
    );
    app.get('/things', (_req, res) => {
      res.json([]);
    });
    system = await listen(app);
    control = await startControl({
      port: 0,
      systems: [
        { name: 'git-host', url: system.url, faults, close: system.close },
      ],
      isReady: () => true,
    });
  });

  afterEach(() => faults.clear());
  afterAll(() => Promise.all([control.close(), system.close()]));

  const post = (path: string, body: unknown) =>
    fetch(`${control.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('makes a system answer an error in its own format, as often as asked', async () => {
    const added = await post('/systems/git-host/faults', {
      kind: 'status',
      status: 429,
      retryAfter: 7,
      times: 1,
    });
    expect(added.status).toBe(201);

    const hit = await fetch(`${system.url}/things`);
    expect(hit.status).toBe(429);
    expect(hit.headers.get('retry-after')).toBe('7');
    expect(await hit.json()).toEqual({ own: 'format' });
    expect((await fetch(`${system.url}/things`)).status).toBe(200);
  });

  it('lets a system be down until the fault is removed', async () => {
    const { id } = await (
      await post('/systems/git-host/faults', { kind: 'down' })
    ).json();
    await expect(fetch(`${system.url}/things`)).rejects.toThrow();
    await fetch(`${control.url}/systems/git-host/faults/${id}`, {
      method: 'DELETE',
    });
    expect((await fetch(`${system.url}/things`)).status).toBe(200);
  });

  it('hits only the method and path that were named', async () => {
    await post('/systems/git-host/faults', {
      kind: 'status',
      status: 500,
      method: 'POST',
      path: '/other/**',
    });
    expect((await fetch(`${system.url}/things`)).status).toBe(200);
  });

  it('names the field of a fault that it can not set, and systems that it does not know', async () => {
    const wrong = await post('/systems/git-host/faults', { kind: 'explode' });
    expect(wrong.status).toBe(400);
    expect((await wrong.json()).error).toContain('kind');

    const incomplete = await post('/systems/git-host/faults', { kind: 'slow' });
    expect(incomplete.status).toBe(400);
    expect((await incomplete.json()).error).toContain('delayMs');

    const unknown = await post('/systems/nothing/faults', { kind: 'down' });
    expect(unknown.status).toBe(404);
    expect((await unknown.json()).error).toContain('git-host');
  });

  it('tells what runs and what is wrong with it', async () => {
    faults.add({ id: 'a', kind: 'down' });
    const status = await (await fetch(`${control.url}/status`)).json();
    expect(status).toEqual({
      ready: true,
      systems: [
        {
          name: 'git-host',
          url: system.url,
          faults: [{ id: 'a', kind: 'down' }],
        },
      ],
    });
  });
});
