import { Request, Router } from 'express';
import { SigstoreInstance } from '../SigstoreInstance';

/** The TUF mirror below `/tuf`. */
export function tufRouter({ tuf }: SigstoreInstance): Router {
  const router = Router();
  router.get('/tuf/*', (req: Request, res) => {
    const file = tuf.file(req.params[0]);
    if (file === undefined) res.status(404).end();
    else res.type('application/json').send(file);
  });
  return router;
}
