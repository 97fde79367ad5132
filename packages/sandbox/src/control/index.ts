import express, { ErrorRequestHandler } from 'express';
import { z } from 'zod';
import { listen, Listener } from '../http/listen';
import { StandIn } from '../StandIn';

const faultSchema = z
  .object({
    id: z.string().min(1).optional(),
    kind: z.enum(['slow', 'status', 'down']),
    status: z.number().int().min(400).max(599).optional(),
    delayMs: z.number().int().positive().optional(),
    retryAfter: z.number().int().nonnegative().optional(),
    method: z.string().optional(),
    path: z.string().startsWith('/').optional(),
    times: z.number().int().positive().optional(),
  })
  .strict();

class NotThere extends Error {}

/**
 * The sandbox's own door: what runs, and which stand-in does what wrong.
 *
 * - `GET /status`: `{ready, systems: [{name, url, faults}]}`
 * - `POST /systems/:name/faults`: adds a fault; answers it with its id
 * - `DELETE /systems/:name/faults[/:id]`: removes one, or all
 * - `POST /systems/:name/drop-streams`: ends every open watch; answers `{dropped}`
 */
export async function startControl(options: {
  port: number;
  systems: StandIn[];
  isReady: () => boolean;
}): Promise<Listener> {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());

  const systemNamed = (name: string): StandIn => {
    const found = options.systems.find(system => system.name === name);
    if (!found) {
      const names = options.systems.map(system => system.name).join(', ');
      throw new NotThere(`No system '${name}' here; there are: ${names}`);
    }
    return found;
  };

  app.get('/status', (_req, res) => {
    res.json({
      ready: options.isReady(),
      systems: options.systems.map(({ name, url, faults }) => ({
        name,
        url,
        faults: faults.list(),
      })),
    });
  });

  app.post('/systems/:name/faults', (req, res) => {
    const { faults } = systemNamed(req.params.name);
    const parsed = faultSchema.safeParse(req.body);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      res.status(400).json({
        error: `${issue.path.join('.') || 'body'}: ${issue.message}`,
      });
      return;
    }
    res.status(201).json(faults.add(parsed.data));
  });

  app.delete('/systems/:name/faults/:id?', (req, res) => {
    const { name, id } = req.params;
    const { faults } = systemNamed(name);
    if (id === undefined) faults.clear();
    else if (!faults.remove(id)) throw new NotThere(`No fault '${id}'`);
    res.status(204).end();
  });

  app.post('/systems/:name/drop-streams', (req, res) => {
    res.json({ dropped: systemNamed(req.params.name).faults.dropStreams() });
  });

  const answerError: ErrorRequestHandler = (error, _req, res, _next) => {
    const status = error instanceof NotThere ? 404 : error.status ?? 400;
    res.status(status).json({ error: error.message });
  };
  app.use(answerError);
  return listen(app, { port: options.port });
}
