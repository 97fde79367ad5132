import { json, Request, Router } from 'express';
import { ProposalError } from '../log/ProposalError';
import { SigstoreInstance } from '../SigstoreInstance';

/** @see https://github.com/sigstore/rekor-tiles/blob/main/api/proto/rekor/v2/rekor_service.proto */
export function rekorV2Router({ rekorV2, now }: SigstoreInstance): Router {
  const router = Router();
  router.post('/api/v2/log/entries', json({ limit: '20mb' }), (req, res) => {
    try {
      const { result, entry } = rekorV2.propose(req.body, now());
      if (result === 'created') {
        res.status(201).json(entry);
        return;
      }
      res.status(409).json({
        code: 6, // ALREADY_EXISTS
        message: `an equivalent entry already exists in the transparency log with index ${entry.logIndex}`,
        details: [],
      });
    } catch (error) {
      if (!ProposalError.is(error)) throw error;
      // INVALID_ARGUMENT
      res.status(400).json({ code: 3, message: error.message, details: [] });
    }
  });
  router.get('/api/v2/checkpoint', (_req, res) => {
    res.type('text/plain').send(rekorV2.checkpoint);
  });
  router.get('/api/v2/tile/*', (req: Request, res) => {
    const tile = rekorV2.tile(req.params[0]);
    if (tile) res.type('application/octet-stream').send(tile);
    else res.status(404).type('text/plain').send('not found\n');
  });
  return router;
}
