import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectFrom } from '../__testUtils__/collectFrom';
import { cosignRecording } from '../__testUtils__/cosignRecording';
import { digestOf } from '../oci/digest';
import { createTrustDomain } from '../trust/createTrustDomain';
import { verifyEvidence } from '../verify/verifyEvidence';
import type { EvidenceVerifier } from '../worker/EvidenceVerifier';
import { CachingVerifier } from './CachingVerifier';
import { DirectoryVerdictCache } from './DirectoryVerdictCache';
import { MemoryVerdictCache } from './MemoryVerdictCache';
import type { VerdictCache } from './VerdictCache';
import { verdictKey } from './verdictKey';

const verifier: EvidenceVerifier = {
  verify: async (evidence, options) => verifyEvidence(evidence, options),
};

async function recorded(scenario = '01-legacy-signature') {
  const recording = cosignRecording(scenario);
  const { registry, subject, publicKey } = recording;
  const { signed } = await collectFrom(registry, subject);
  const domain = createTrustDomain({
    name: 'ours',
    signers: 'keys',
    keys: [{ name: 'ci', pem: publicKey }],
  });
  const other = createTrustDomain({
    name: 'ours',
    signers: 'keys',
    keys: [{ name: 'ci', pem: recording.otherPublicKey }],
  });
  const options = { subject: { digest: subject }, domains: [domain] };
  return { signed, options, other };
}

const folders: string[] = [];
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'verdicts-'));
  folders.push(made);
  return made;
}
afterAll(() =>
  Promise.all(folders.map(path => rm(path, { recursive: true, force: true }))),
);

const kinds: [string, () => Promise<VerdictCache>][] = [
  ['memory', async () => new MemoryVerdictCache({ maxBytes: 1_000_000 })],
  ['a folder', async () => new DirectoryVerdictCache(await folder())],
];

describe.each(kinds)('CachingVerifier with %s', (_, create) => {
  it.each(['01-legacy-signature', '04-bundles-referrers-api'])(
    'verifies each piece of %s once, and answers the same ever after',
    async scenario => {
      const caching = new CachingVerifier({ cache: await create(), verifier });
      const { signed, options } = await recorded(scenario);
      const ask = () =>
        Promise.all(
          [...signed, ...signed].map(item => caching.verify(item, options)),
        );
      const first = await ask();
      expect(caching.verifications).toBe(signed.length);
      expect(await ask()).toEqual(first);
      expect(first.slice(0, signed.length)).toEqual(
        signed.map(item => verifyEvidence(item, options)),
      );
      expect(caching.verifications).toBe(signed.length);
    },
  );

  it('verifies again for another image, other domains, and with the manifest at hand', async () => {
    const caching = new CachingVerifier({ cache: await create(), verifier });
    const { signed, options, other } = await recorded();
    const digest = digestOf(Buffer.from('another image'));
    const subject = { ...options.subject, manifest: Buffer.of() };
    const verdicts = [
      await caching.verify(signed[0], options),
      await caching.verify(signed[0], { ...options, subject: { digest } }),
      await caching.verify(signed[0], { ...options, domains: [other] }),
      await caching.verify(signed[0], { ...options, domains: [] }),
      await caching.verify(signed[0], { ...options, subject }),
    ];
    expect(caching.verifications).toBe(5);
    expect(verdicts).toMatchObject([
      { result: 'verified' },
      { code: 'SUBJECT_MISMATCH' },
      { code: 'SIGNATURE_INVALID' },
      { code: 'NO_TRUST_DOMAIN' },
      { result: 'verified' },
    ]);
  });
});

describe('verdictKey', () => {
  it('tells two layers of the same bytes apart by their annotations', async () => {
    const { signed, options } = await recorded();
    const keys = signed.map(item => verdictKey(item, options));
    expect(signed[0].blob).not.toBe(signed[1].blob);
    expect(new Set(keys).size).toBe(signed.length);
    const { bundle } = signed[2];
    expect(verdictKey({ ...signed[0], bundle }, options)).not.toBe(keys[0]);
  });
});

describe('a cache of verdicts', () => {
  it('in memory forgets what was longest unused', async () => {
    const { signed, options } = await recorded();
    const verdict = verifyEvidence(signed[0], options);
    const size = JSON.stringify(verdict).length;
    const cache = new MemoryVerdictCache({ maxBytes: 2 * size });
    const [a, b, c] = ['a', 'b', 'c'].map(text => digestOf(Buffer.from(text)));
    await cache.put(a, verdict);
    await cache.put(b, verdict);
    await cache.get(a);
    await cache.put(c, verdict);
    expect(await cache.get(a)).toEqual(verdict);
    expect(await cache.get(b)).toBeUndefined();
    expect(await cache.get(c)).toEqual(verdict);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -10)],
    ['of another form', () => '{"result":"verified"}'],
    ['with an unknown code', () => '{"result":"failed","code":"FINE"}'],
  ])('in a folder takes a file that is %s for none', async (_, damage) => {
    const directory = await folder();
    const cache = new DirectoryVerdictCache(directory);
    const { signed, options } = await recorded();
    const key = verdictKey(signed[0], options);
    const verdict = verifyEvidence(signed[0], options);
    await cache.put(key, verdict);
    expect(await cache.get(key)).toEqual(verdict);
    const [file] = await readdir(directory, { recursive: true }).then(names =>
      names.filter(name => name.endsWith('.json')),
    );
    const path = join(directory, file);
    await writeFile(path, damage(await readFile(path, 'utf8')));
    expect(await cache.get(key)).toBeUndefined();
  });
});
