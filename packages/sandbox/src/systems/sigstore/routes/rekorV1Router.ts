import { json, Response, Router } from 'express';
import { z } from 'zod';
import { NamedEntry } from '../log/v1/RekorV1';
import { ProposalError } from '../log/ProposalError';
import { SigstoreInstance } from '../SigstoreInstance';
import { publicKeyPem } from '../keys/toPem';

const retrieveSchema = z.object({
  entryUUIDs: z.array(z.string()).max(10).optional(),
  logIndexes: z.array(z.number().int().nonnegative()).max(10).optional(),
});
const indexSchema = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** @see https://github.com/sigstore/rekor/blob/main/openapi.yaml */
export function rekorV1Router({ rekorV1, now }: SigstoreInstance): Router {
  const router = Router();
  const address = (uuid: string) => `/api/v1/log/entries/${uuid}`;

  router.get('/api/v1/log', (_req, res) => {
    res.json(rekorV1.state);
  });
  router.get('/api/v1/log/publicKey', (_req, res) => {
    res.type('application/x-pem-file').send(publicKeyPem(rekorV1.publicKey));
  });
  router.post('/api/v1/log/entries', json({ limit: '20mb' }), (req, res) => {
    try {
      const { result, uuid, entry } = rekorV1.propose(req.body, now());
      res.setHeader('Location', address(uuid));
      if (result === 'exists') {
        writeError(res, {
          status: 409,
          message: `an equivalent entry already exists in the transparency log with UUID ${uuid}`,
        });
        return;
      }
      res.setHeader('ETag', uuid);
      res.status(201).json({ [uuid]: entry });
    } catch (error) {
      if (!ProposalError.is(error)) throw error;
      const message = `error processing entry: ${error.message}`;
      writeError(res, { status: 400, message });
    }
  });
  router.get('/api/v1/log/entries', (req, res) => {
    const index = indexSchema.safeParse(req.query.logIndex);
    if (!index.success) {
      const message = 'logIndex in query should be a whole number';
      writeError(res, { status: 422, message });
      return;
    }
    sendEntry(res, rekorV1.at(index.data));
  });
  router.get('/api/v1/log/entries/:uuid', (req, res) => {
    sendEntry(res, rekorV1.find(req.params.uuid));
  });
  router.post('/api/v1/log/entries/retrieve', json(), (req, res) => {
    const parsed = retrieveSchema.safeParse(req.body);
    if (!parsed.success) {
      const message = 'give entryUUIDs or logIndexes, 10 at most';
      writeError(res, { status: 422, message });
      return;
    }
    const { entryUUIDs = [], logIndexes = [] } = parsed.data;
    const found = [
      ...entryUUIDs.map(uuid => rekorV1.find(uuid)),
      ...logIndexes.map(index => rekorV1.at(index)),
    ];
    res.json(
      found.flatMap(named => (named ? [{ [named.uuid]: named.entry }] : [])),
    );
  });
  return router;
}

function sendEntry(res: Response, named: NamedEntry | undefined): void {
  if (named) res.json({ [named.uuid]: named.entry });
  else writeError(res, { status: 404, message: 'entry not found' });
}

function writeError(
  res: Response,
  error: { status: number; message: string },
): void {
  res.status(error.status);
  res.json({ code: error.status, message: error.message });
}
