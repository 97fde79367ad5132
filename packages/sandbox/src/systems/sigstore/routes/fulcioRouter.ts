import { json } from 'express';
import Router from 'express-promise-router';
import { FulcioError } from '../certificates/FulcioError';
import { requestCertificate } from '../certificates/requestCertificate';
import { sigstoreAudience } from '../identity/TokenIssuer';
import { certificatePem } from '../keys/toPem';
import { SigstoreInstance } from '../SigstoreInstance';

/** @param options.server - the Git host, which is what repositories are at */
export function fulcioRouter(
  instance: SigstoreInstance,
  options: { server: string },
) {
  const router = Router();
  router.post('/api/v2/signingCert', json(), async (req, res) => {
    try {
      const chain = await requestCertificate(instance, {
        body: req.body,
        server: options.server,
        token: /^bearer (\S+)$/i.exec(req.header('authorization') ?? '')?.[1],
      });
      res.json({
        signedCertificateEmbeddedSct: {
          chain: { certificates: chain.map(certificatePem) },
        },
      });
    } catch (error) {
      if (!FulcioError.is(error)) throw error;
      const { status, code, message } = error;
      res.status(status).json({ code, message, details: [] });
    }
  });
  router.get('/api/v2/trustBundle', (_req, res) => {
    const certificates = instance.certificates.chain.map(certificatePem);
    res.json({ chains: [{ certificates }] });
  });
  router.get('/api/v2/configuration', (_req, res) => {
    res.json({
      issuers: [
        {
          issuerUrl: instance.tokens.url,
          audience: sigstoreAudience,
          challengeClaim: 'sub',
          spiffeTrustDomain: '',
        },
      ],
    });
  });
  return router;
}
