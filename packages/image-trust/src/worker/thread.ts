import { parentPort } from 'node:worker_threads';
import { Digest } from '../oci/digest';
import { createTrustDomain } from '../trust/createTrustDomain';
import type { TrustDomain } from '../trust/TrustDomain';
import { verifyEvidence } from '../verify/verifyEvidence';
import type { VerifyRequest, VerifyResponse } from './messages';
import { reviveBuffers } from './reviveBuffers';

/** The domains that this thread was told of, made again from what they are made of. */
const known = new Map<Digest, TrustDomain>();

function answer(request: VerifyRequest): VerifyResponse {
  const { id, introduced, forget, domains } = request;
  if (forget) known.clear();
  for (const { fingerprint, definition } of introduced) {
    const domain = createTrustDomain(definition);
    if (domain.fingerprint !== fingerprint) {
      throw new Error(`${domain.name} is not what it was made of`);
    }
    known.set(fingerprint, domain);
  }
  const verdict = verifyEvidence(reviveBuffers(request.evidence), {
    subject: reviveBuffers(request.subject),
    domains: domains.map(fingerprint => {
      const domain = known.get(fingerprint);
      if (!domain) throw new Error(`no domain ${fingerprint}`);
      return domain;
    }),
  });
  return { id, verdict };
}

parentPort?.on('message', (request: VerifyRequest) => {
  try {
    parentPort?.postMessage(answer(request));
  } catch (error) {
    const response: VerifyResponse = {
      id: request.id,
      error: error instanceof Error ? error.message : String(error),
    };
    parentPort?.postMessage(response);
  }
});
