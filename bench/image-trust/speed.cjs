const { bundleFromJSON } = require('@sigstore/bundle');
const { toSignedEntity, Verifier } = require('@sigstore/verify');
const { availableParallelism } = require('node:os');
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

/**
 * What the library's own users write, without identity and log facts. To see
 * what is signed they have to parse it, which the library does not.
 */
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
  JSON.parse((payload ?? bundle.content.dsseEnvelope.payload).toString('utf8'));
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

/** Verifications for each second, and the processor time of each: on this thread, and on those of the pool. */
async function poolRate(pool, sample, milliseconds) {
  const { subject, domain, evidence } = sample;
  const start = performance.now();
  const process0 = process.cpuUsage();
  const main0 = process.threadCpuUsage();
  let count = 0;
  const ask = async () => {
    while (performance.now() - start < milliseconds) {
      await pool.verify(evidence, { subject, domains: [domain] });
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: 16 }, ask));
  const spent = ({ user, system }) => (user + system) / count;
  const main = spent(process.threadCpuUsage(main0));
  return {
    rate: (count * 1000) / (performance.now() - start),
    main,
    threads: spent(process.cpuUsage(process0)) - main,
  };
}

/**
 * One thread of a pool against all of another, in turn. Where others use the
 * processors too, the ratio says little; what the processor time of a
 * verification allows is said beside it.
 */
exports.measureThreads = async function measureThreads(sample, { seconds }) {
  const size = availableParallelism();
  const single = new VerifierPool({ size: 1 });
  const full = new VerifierPool({ size });
  const slice = 300;
  const measured = { one: [], all: [] };
  await poolRate(single, sample, 500);
  await poolRate(full, sample, 500);
  for (let spent = 0; spent < seconds * 1000; spent += 2 * slice) {
    measured.one.push(await poolRate(single, sample, slice));
    measured.all.push(await poolRate(full, sample, slice));
  }
  await Promise.all([single.close(), full.close()]);
  const [one, all] = [measured.one, measured.all].map(slices =>
    Object.fromEntries(
      ['rate', 'main', 'threads'].map(name => [
        name,
        median(slices.map(each => each[name])),
      ]),
    ),
  );
  return {
    one: one.rate,
    all: all.rate,
    ratio: median(
      measured.all.map(({ rate }, index) => rate / measured.one[index].rate),
    ),
    // The threads work side by side, and this one hands out all of it.
    allowed:
      Math.max(one.threads, one.main) / Math.max(all.threads / size, all.main),
  };
};
