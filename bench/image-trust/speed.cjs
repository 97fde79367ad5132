const { bundleFromJSON } = require('@sigstore/bundle');
const { toSignedEntity, Verifier } = require('@sigstore/verify');
const { performance } = require('node:perf_hooks');
const { VerifierPool } = require('../../packages/image-trust/src');
const {
  verifyEvidence,
} = require('../../packages/image-trust/src/verify/verifyEvidence.ts');

/** Both sides do this: from bytes to a verdict. */
function ours({ decode, subject, domain }) {
  const verdict = verifyEvidence(decode(), { subject, domains: [domain] });
  if (verdict.result !== 'verified') throw new Error(JSON.stringify(verdict));
}

/** What the library's own users write, without subject, identity or content. */
function bare({ bytes, annotations, decode, payload, domain, bareMaterial }) {
  const bundle = annotations
    ? decode().bundle
    : bundleFromJSON(JSON.parse(bytes.toString('utf8')));
  const { thresholds, keys } = domain;
  new Verifier(
    {
      ...bareMaterial,
      publicKey: () => ({
        publicKey: keys[0].publicKey,
        validFor: () => true,
      }),
    },
    {
      ctlogThreshold: thresholds.sct,
      tlogThreshold: thresholds.log,
      timestampThreshold: thresholds.timestamps,
    },
  ).verify(toSignedEntity(bundle, payload));
}

const median = values =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Per second of this thread's processor time: what others do on the machine counts less. */
function rateOf(work, milliseconds) {
  const start = process.threadCpuUsage();
  let spent = 0;
  let count = 0;
  do {
    work();
    count += 1;
    const { user, system } = process.threadCpuUsage(start);
    spent = (user + system) / 1000;
  } while (spent < milliseconds);
  return (count * 1000) / spent;
}

/** In turn, in short slices, so that a machine that gets slower gets slower for both. */
exports.measureSpeed = function measureSpeed(sample, { seconds }) {
  const slice = 100;
  const rates = { ours: [], bare: [] };
  rateOf(() => ours(sample), 300);
  rateOf(() => bare(sample), 300);
  for (let spent = 0; spent < seconds * 1000; spent += 2 * slice) {
    rates.ours.push(rateOf(() => ours(sample), slice));
    rates.bare.push(rateOf(() => bare(sample), slice));
  }
  return {
    ours: median(rates.ours),
    bare: median(rates.bare),
    ratio: median(rates.ours.map((rate, index) => rate / rates.bare[index])),
  };
};

async function poolRate(pool, sample, milliseconds) {
  const { subject, domain, evidence } = sample;
  const start = performance.now();
  let count = 0;
  const ask = async () => {
    while (performance.now() - start < milliseconds) {
      await pool.verify(evidence, { subject, domains: [domain] });
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: 16 }, ask));
  return (count * 1000) / (performance.now() - start);
}

/** One thread of a pool against all of another, in turn. */
exports.measureThreads = async function measureThreads(sample, { seconds }) {
  const single = new VerifierPool({ size: 1 });
  const full = new VerifierPool();
  const slice = 300;
  const rates = { one: [], all: [] };
  await poolRate(single, sample, 500);
  await poolRate(full, sample, 500);
  for (let spent = 0; spent < seconds * 1000; spent += 2 * slice) {
    rates.one.push(await poolRate(single, sample, slice));
    rates.all.push(await poolRate(full, sample, slice));
  }
  await Promise.all([single.close(), full.close()]);
  return {
    one: median(rates.one),
    all: median(rates.all),
    ratio: median(rates.all.map((rate, index) => rate / rates.one[index])),
  };
};
