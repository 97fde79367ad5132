const {
  CachingVerifier,
  inspectImage,
  MemoryCache,
  MemoryVerdictCache,
  RegistryClient,
  RegistryEvidence,
  VerifierPool,
} = require('@portolan/image-trust');

const megabyte = 1024 * 1024;

/** What the portal does with an image, end to end, on all threads. */
exports.createInspector = function createInspector({ registry, domains }) {
  const client = new RegistryClient({
    fetch: registry.fetch,
    cache: new MemoryCache({ maxBytes: 16 * megabyte }),
  });
  const pool = new VerifierPool();
  const verifier = new CachingVerifier({
    cache: new MemoryVerdictCache({ maxBytes: 16 * megabyte }),
    verifier: pool,
  });
  const spent = () => ({
    ...client.cost,
    verifications: verifier.verifications,
  });
  const inspect = async (reference, within) => {
    const found = await inspectImage(reference, {
      registry: client,
      sources: place => [new RegistryEvidence({ client, place })],
      trust: { domains, unreadable: [] },
      verifier,
      within,
      spent,
    });
    if (!found.complete || found.items.some(isRefused)) {
      throw new Error(`${reference} does not verify`);
    }
    return found;
  };
  return { inspect, spent, close: () => pool.close() };
};

function isRefused({ verdict }) {
  return verdict.result !== 'verified';
}
