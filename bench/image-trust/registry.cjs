const { createInspector } = require('./inspector.cjs');
const { createSigner } = require('./material.cjs');
const { SyntheticRegistry } = require('./SyntheticRegistry.cjs');

const kilo = bytes => `${(bytes / 1000).toFixed(1)} kB`;

/** What one image costs the network, and what many images of few digests cost the processor. */
exports.measureRegistry = async function measureRegistry() {
  const signer = await createSigner();
  // A signature and four attestations each.
  const bundles = new Map();
  const bundlesOf = digest => bundles.get(digest) ?? [];
  const registry = new SyntheticRegistry({
    distinct: 100,
    bundlesOf,
    keep: 100,
  });
  for (let i = 0; i < 100; i += 1) {
    const digest = registry.digestOf(i);
    bundles.set(digest, await signer.bundlesOf(digest, 5));
  }
  registry.forget();
  const { inspect, spent, close } = createInspector({
    registry,
    domains: [signer.domain],
  });
  const image = index => `registry.example.com/images/${index}`;
  const cost = async work => {
    const before = spent();
    await work();
    const after = spent();
    return Object.fromEntries(
      Object.entries(after).map(([name, value]) => [
        name,
        value - before[name],
      ]),
    );
  };

  const cold = await cost(() => inspect(`${image(0)}:latest`));
  const digest = registry.digestOf(0);
  const byDigest = await cost(() => inspect(`${image(0)}@${digest}`));
  const byTag = await cost(() => inspect(`${image(0)}:latest`));
  const start = performance.now();
  const many = await cost(async () => {
    for (let at = 0; at < 1000; at += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          inspect(`${image(at + i)}:latest`),
        ),
      );
    }
  });
  const seconds = (performance.now() - start) / 1000;
  await close();
  const line = ({ requests, bytes, verifications }) =>
    `${requests} requests, ${kilo(bytes)}, ${verifications} verifications`;
  return [
    ['an image with 5 bundles, first time, by tag', line(cold), ''],
    ['the same again, by digest', line(byDigest), '≤ 3 requests, ≤ 5 kB'],
    ['the same again, by tag', line(byTag), ''],
    [
      '1,000 images of 100 digests, 5 bundles each, one of them known',
      `${many.verifications} verifications, ${seconds.toFixed(1)} s`,
      '495 verifications',
    ],
  ];
};
