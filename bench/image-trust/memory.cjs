const { createInspector } = require('./inspector.cjs');
const { createKeySigner } = require('./material.cjs');
const { SyntheticRegistry } = require('./SyntheticRegistry.cjs');

const megabytes = bytes => bytes / 1024 / 1024;

function settle() {
  for (let i = 0; i < 4; i += 1) global.gc?.();
  return process.memoryUsage().rss;
}

/** What 10,000 images with an attestation each leave in memory, all results kept. */
exports.measureMemory = async function measureMemory(count = 10_000) {
  const signer = createKeySigner();
  const registry = new SyntheticRegistry({
    distinct: Number.MAX_SAFE_INTEGER,
    bundlesOf: digest => [signer.bundleOf(digest)],
  });
  const { inspect, spent, close } = createInspector({
    registry,
    domains: [signer.domain],
  });
  const results = [];
  const run = async (from, to) => {
    for (let at = from; at < to; at += 16) {
      results.push(
        ...(await Promise.all(
          Array.from({ length: Math.min(16, to - at) }, (_, i) =>
            inspect(`registry.example.com/images/${at + i}:latest`),
          ),
        )),
      );
    }
  };
  // Threads and code are there, and the caches hold something.
  await run(0, 500);
  const before = settle();
  const start = performance.now();
  await run(500, 500 + count);
  const seconds = (performance.now() - start) / 1000;
  const after = settle();
  const { verifications } = spent();
  await close();
  return [
    [
      `${count} images with an attestation of 2 kB, every result kept: growth`,
      `${Math.round(megabytes(after - before))} MB (${
        results.length
      } results, ${verifications} verifications, ${seconds.toFixed(0)} s)`,
      '< 200 MB',
    ],
  ];
};
