import {
  createSigstoreInstance,
  publicKeyPem,
  createSigningKey,
  stamp,
} from '@portolan/sandbox/sigstore';
import { editMaterial } from '../../__testUtils__/editBundle';
import { KeylessScene, later, now } from '../../__testUtils__/keyless';
import { createTrustDomain } from '../../trust/createTrustDomain';

let scene: KeylessScene;
const stampedOnly = { log: 'none', timestamp: 'signature' } as const;
const v2 = { log: 'rekor-v2', timestamp: 'signature' } as const;

beforeAll(async () => {
  scene = await KeylessScene.create();
});
afterAll(() => scene.instance.close());

const withoutLog = () => [scene.domain({ log: 0 })];

describe('a time', () => {
  it('is needed to judge a certificate', async () => {
    const parts = await scene.sign({ log: 'none' });
    expect(await scene.verdict(parts, { domains: withoutLog() })).toMatchObject(
      { code: 'NO_TRUSTED_TIME' },
    );
  });

  it('is not told by Rekor v2', async () => {
    const parts = await scene.sign({ log: 'rekor-v2' });
    expect(await scene.verdict(parts)).toMatchObject({
      code: 'NO_TRUSTED_TIME',
      expected: '1 trusted time',
    });
  });

  it('is not told by an entry that only proves, whatever it claims', async () => {
    const parts = await scene.sign({ log: 'rekor-v2' });
    const edit = editMaterial(({ tlogEntries: [entry] }) => {
      entry.integratedTime = String(now.getTime() / 1000);
    });
    expect(await scene.verdict(parts, { edit })).toMatchObject({
      code: 'NO_TRUSTED_TIME',
    });
  });

  it('of another signature is not of this one', async () => {
    const [parts, other] = [await scene.sign(v2), await scene.sign(v2)];
    const { timestamp } = other;
    expect(await scene.verdict({ ...parts, timestamp })).toMatchObject({
      code: 'TIMESTAMP_INVALID',
    });
  });

  it('told by an authority that the domain does not know counts for nothing', async () => {
    const other = await createSigstoreInstance({ now: () => now });
    const parts = await scene.sign(v2);
    const timestamp = stamp(other, { bytes: parts.signature });
    other.close();
    expect(await scene.verdict({ ...parts, timestamp })).toMatchObject({
      code: 'TIMESTAMP_INVALID',
    });
  });

  it('told by an authority after its end counts for nothing', async () => {
    const root = structuredClone(scene.instance.trustedRoot);
    for (const authority of root.timestampAuthorities) {
      const start = later(-1000).toISOString();
      authority.validFor = { start, ...{ end: later(-10).toISOString() } };
    }
    const parts = await scene.sign(v2);
    expect(
      await scene.verdict(parts, { domains: [scene.domain({}, root)] }),
    ).toMatchObject({ code: 'TIMESTAMP_INVALID' });
  });

  it("told after the authority's certificate expired counts for nothing", async () => {
    const years = 12 * 365 * 24 * 60;
    const parts = await scene.sign(v2);
    const timestamp = stamp(scene.instance, {
      bytes: parts.signature,
      at: later(years),
    });
    expect(await scene.verdict({ ...parts, timestamp })).toMatchObject({
      code: 'TIMESTAMP_INVALID',
    });
  });

  it('of an attestation in the old layout is one of its envelope, or of its signature, and of nothing else', async () => {
    const storage = 'attestation-tag';
    const domains = withoutLog();
    for (const timestamp of ['envelope', 'signature'] as const) {
      const parts = await scene.sign({ log: 'none', timestamp });
      expect(await scene.verdict(parts, { storage, domains })).toMatchObject({
        result: 'verified',
      });
      const another = await scene.sign({ log: 'none', timestamp });
      expect(
        await scene.verdict(
          { ...parts, timestamp: another.timestamp },
          { storage, domains },
        ),
      ).toMatchObject({ code: 'TIMESTAMP_INVALID' });
    }
  });

  it('said twice is told once', async () => {
    const parts = await scene.sign(stampedOnly);
    const edit = editMaterial(({ timestampVerificationData: times }) => {
      times.rfc3161Timestamps.push(...structuredClone(times.rfc3161Timestamps));
    });
    const domains = [scene.domain({ log: 0, timestamps: 2 })];
    expect(await scene.verdict(parts, { edit, domains })).toMatchObject({
      code: 'TIMESTAMP_INVALID',
      found: 'duplicate timestamp',
    });
  });

  it('told twice by one authority is told by one', async () => {
    const parts = await scene.sign(stampedOnly);
    const second = stamp(scene.instance, {
      bytes: parts.signature,
      at: later(1),
    });
    const edit = editMaterial(({ timestampVerificationData: times }) => {
      times.rfc3161Timestamps.push({
        signedTimestamp: second.toString('base64'),
      });
    });
    expect(
      await scene.verdict(parts, { edit, domains: withoutLog() }),
    ).toMatchObject({ times: [{ time: now }, { time: later(1) }] });
    const domains = [scene.domain({ log: 0, timestamps: 2 })];
    expect(await scene.verdict(parts, { edit, domains })).toMatchObject({
      code: 'NO_TRUSTED_TIME',
      found: '1',
    });
  });

  it.each([
    ['garbage', [Buffer.from('garbage').toString('base64')]],
    ['an empty one', ['MAA=']],
    ['more than anybody asks for', Array(17).fill('MAA=')],
    ['one of a megabyte', ['A'.repeat(1_000_000)]],
  ])('that is %s is not read', async (_, stamps: string[]) => {
    const parts = await scene.sign(v2);
    const edit = editMaterial(material => {
      material.timestampVerificationData.rfc3161Timestamps = stamps.map(
        signedTimestamp => ({ signedTimestamp }),
      );
    });
    expect(await scene.verdict(parts, { edit })).toMatchObject({
      code: 'MALFORMED',
    });
  });

  it('decides whether a key was still valid', async () => {
    const key = createSigningKey();
    const parts = await scene.sign({ signer: { key } });
    const domainUntil = (end: Date) =>
      createTrustDomain({
        name: 'keys',
        signers: 'keys',
        keys: [
          {
            name: 'ci',
            pem: publicKeyPem(key.publicKey),
            validFor: { start: later(-60), end },
          },
        ],
        trustedRoot: scene.instance.trustedRoot,
      });
    expect(
      await scene.verdict(parts, { domains: [domainUntil(later(1))] }),
    ).toMatchObject({ result: 'verified' });
    expect(
      await scene.verdict(parts, { domains: [domainUntil(later(-1))] }),
    ).toMatchObject({ code: 'KEY_NOT_VALID_AT_SIGNING' });
  });
});
