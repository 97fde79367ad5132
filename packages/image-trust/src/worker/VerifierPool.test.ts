import { join } from 'node:path';
import { collectFrom } from '../__testUtils__/collectFrom';
import { cosignRecording } from '../__testUtils__/cosignRecording';
import { Digest } from '../oci/digest';
import { createTrustDomain } from '../trust/createTrustDomain';
import { publicGoodSeed } from '../trust/publicGoodRoot';
import { verifyEvidence } from '../verify/verifyEvidence';
import { VerifierPool } from './VerifierPool';

const crashingThread = join(__dirname, '../__testUtils__/crashingThread.cjs');
const publicGood = createTrustDomain({
  name: 'public-good',
  signers: 'certificates',
  trustedRoot: publicGoodSeed(),
});

async function recorded(scenario: string) {
  const { registry, subject, publicKey, otherPublicKey } =
    cosignRecording(scenario);
  const { signed, subjectManifest } = await collectFrom(registry, subject);
  const keys = (name: string, pem: string) =>
    createTrustDomain({
      name,
      signers: 'keys',
      keys: [{ name: 'ci', pem, validFor: undefined }],
    });
  return {
    signed,
    options: {
      subject: { digest: subject, manifest: subjectManifest },
      domains: [
        publicGood,
        keys('other', otherPublicKey),
        keys('ours', publicKey),
      ],
    },
  };
}

describe('VerifierPool', () => {
  let pool: VerifierPool | undefined;

  afterEach(async () => pool?.close());

  it.each([
    '01-legacy-signature',
    '02-legacy-attestations',
    '04-bundles-referrers-api',
    '05-unsigned-and-tampered',
  ])('answers exactly as the verifier itself, in order: %s', async scenario => {
    pool = new VerifierPool();
    const { signed, options } = await recorded(scenario);
    const questions = [...signed, ...signed, ...signed];
    const verdicts = await Promise.all(
      questions.map(evidence => pool?.verify(evidence, options)),
    );
    expect(verdicts).toEqual(
      questions.map(evidence => verifyEvidence(evidence, options)),
    );
  });

  it('leaves the evidence as it was', async () => {
    pool = new VerifierPool({ size: 1 });
    const { signed, options } = await recorded('04-bundles-referrers-api');
    const before = structuredClone(signed);
    await pool.verify(signed[0], options);
    expect(structuredClone(signed)).toEqual(before);
    expect(verifyEvidence(signed[0], options).result).toBe('verified');
  });

  it.each([
    ['ends', '0', undefined],
    ['throws', '1', expect.objectContaining({ message: 'a defect' })],
  ])(
    'loses the one verification at which a thread %s, and goes on with another thread',
    async (_, digit, cause) => {
      pool = new VerifierPool({ size: 1, entry: crashingThread });
      const { signed, options } = await recorded('04-bundles-referrers-api');
      const digest: Digest = `sha256:${digit.repeat(64)}`;
      const [first, culprit, ...behind] = await Promise.allSettled([
        pool.verify(signed[0], options),
        pool.verify(signed[1], { ...options, subject: { digest } }),
        pool.verify(signed[2], options),
        pool.verify(signed[3], options),
      ]);
      for (const result of [first, ...behind]) {
        expect(result).toMatchObject({ value: { result: 'verified' } });
      }
      expect(culprit).toMatchObject({
        reason: { code: 'THREAD_FAILED', cause },
      });
    },
  );

  it('gives up a verification that takes too long, without a verdict', async () => {
    // Nothing is done in a millisecond, because the thread has to start first.
    pool = new VerifierPool({ size: 1, timeoutMs: 1 });
    const { signed, options } = await recorded('04-bundles-referrers-api');
    await expect(pool.verify(signed[0], options)).rejects.toMatchObject({
      code: 'TIMED_OUT',
    });
  });

  it('takes no more than it may hold, and says when there is room again', async () => {
    pool = new VerifierPool({ size: 1, maxQueue: 2 });
    const { signed, options } = await recorded('04-bundles-referrers-api');
    const verify = () => pool?.verify(signed[0], options);
    // Two are with the thread, two wait.
    const taken = [verify(), verify(), verify(), verify()];
    await expect(verify()).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    await pool.ready();
    taken.push(verify());
    for (const verdict of await Promise.all(taken)) {
      expect(verdict).toMatchObject({ result: 'verified' });
    }
  });

  it('ends what waits when it is closed, and takes nothing afterwards', async () => {
    pool = new VerifierPool({ size: 1 });
    const { signed, options } = await recorded('04-bundles-referrers-api');
    const taken = [0, 1, 2, 3].map(() => pool?.verify(signed[0], options));
    const results = Promise.allSettled(taken);
    await pool.close();
    expect(await results).toMatchObject(
      taken.map(() => ({ reason: { code: 'CLOSED' } })),
    );
    await expect(pool.verify(signed[0], options)).rejects.toMatchObject({
      code: 'CLOSED',
    });
  });

  it('needs a thread', () => {
    expect(() => new VerifierPool({ size: 0 })).toThrow(/one thread at least/);
  });
});
