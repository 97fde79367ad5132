import { json, raw, Request, Router } from 'express';
import { certificatePem } from '../keys/toPem';
import { SigstoreInstance } from '../SigstoreInstance';
import {
  parseTimestampJson,
  parseTimestampQuery,
} from '../timestamps/parseTimestampRequest';
import { TimestampRequest } from '../timestamps/TimestampAuthority';

/** @see https://github.com/sigstore/timestamp-authority/blob/main/openapi.yaml */
export function timestampRouter({ timestamps, now }: SigstoreInstance): Router {
  const router = Router();
  router.post(
    '/api/v1/timestamp',
    json(),
    raw({ type: 'application/timestamp-query' }),
    (req, res) => {
      let request: TimestampRequest;
      try {
        request = parse(req);
      } catch (error) {
        res.status(400).json({ code: 400, message: `${error}` });
        return;
      }
      res.status(201).type('application/timestamp-reply');
      res.send(timestamps.stamp(request, now()));
    },
  );
  router.get('/api/v1/timestamp/certchain', (_req, res) => {
    res.type('application/pem-certificate-chain');
    res.send(timestamps.chain.map(certificatePem).join(''));
  });
  return router;
}

function parse(req: Request): TimestampRequest {
  return Buffer.isBuffer(req.body)
    ? parseTimestampQuery(req.body)
    : parseTimestampJson(req.body);
}
