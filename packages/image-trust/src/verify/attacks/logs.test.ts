import {
  createSigningKey,
  createSigstoreInstance,
  sign,
  SignedParts,
} from '@portolan/sandbox/sigstore';
import { verdictsFor } from '../../__testUtils__/verdictsFor';
import { createHash, sign as signBytes } from 'node:crypto';
import { attachParts } from '../../__testUtils__/attachParts';
import { editEntry, editMaterial } from '../../__testUtils__/editBundle';
import {
  identity,
  KeylessScene,
  later,
  now,
} from '../../__testUtils__/keyless';

let scene: KeylessScene;
const key = createSigningKey();
const v2 = { log: 'rekor-v2', timestamp: 'signature' } as const;

beforeAll(async () => {
  scene = await KeylessScene.create();
});
afterAll(() => scene.instance.close());

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();

function entryOf({ logEntry }: SignedParts) {
  if (!logEntry) throw new Error('not logged');
  return logEntry;
}

function bodyOf(parts: SignedParts): Buffer {
  return Buffer.from(entryOf(parts).canonicalizedBody, 'base64');
}

describe('a log entry', () => {
  it('is asked for by the domain, whatever else tells the time', async () => {
    const parts = await scene.sign({ log: 'none', timestamp: 'signature' });
    expect(await scene.verdict(parts)).toMatchObject({ code: 'TLOG_MISSING' });
  });

  it.each(['rekor-v1-dsse', 'rekor-v2'] as const)(
    'of a log that the domain does not know counts for nothing (%s)',
    async log => {
      const other = await createSigstoreInstance({ now: () => now });
      const parts = await scene.sign({ ...v2, signer: { identity, key } });
      const { logEntry } = await sign(other, {
        signer: { key },
        content: { statement: scene.statement() },
        log,
      });
      other.close();
      expect(await scene.verdict({ ...parts, logEntry })).toMatchObject({
        code: 'TLOG_INVALID',
      });
    },
  );

  it.each([
    ['rekor-v1-dsse', undefined],
    ['rekor-v2', 'signature'],
  ] as const)(
    'of another signature is not of this one (%s)',
    async (log, timestamp) => {
      const [parts, other] = [
        await scene.sign({ log, timestamp }),
        await scene.sign({ log, timestamp }),
      ];
      const { logEntry } = other;
      expect(await scene.verdict({ ...parts, logEntry })).toMatchObject({
        code: 'TLOG_MISMATCH',
      });
    },
  );

  it.each([
    ['rekor-v1-dsse', undefined],
    ['rekor-v1-intoto-0.0.2', undefined],
    ['rekor-v2', 'signature'],
  ] as const)(
    'of this signature under the certificate of somebody else is not of this one (%s)',
    async (log, timestamp) => {
      const [parts, other] = [
        await scene.sign({ log, timestamp }),
        await scene.sign({ log, timestamp }),
      ];
      const text = bodyOf(parts).toString();
      const [own, foreign] = [parts, other].map(({ certificate }) =>
        verifierIn(certificate?.leaf ?? Buffer.of(), log === 'rekor-v2'),
      );
      expect(text).toContain(own);
      const body = Buffer.from(text.replace(own, foreign));
      const { rekorV1, rekorV2 } = scene.instance;
      const logEntry =
        log === 'rekor-v2'
          ? rekorV2.append(body, now)
          : { ...entryOf(parts), ...promised(rekorV1.append(body, now)) };
      expect(await scene.verdict({ ...parts, logEntry })).toMatchObject({
        code: 'TLOG_MISMATCH',
        found: 'a log entry of another certificate or key',
      });
    },
  );

  it('has the time that the log promised, and no other', async () => {
    const parts = await scene.sign();
    const edit = editEntry(entry => {
      entry.integratedTime = String(Number(entry.integratedTime) + 60);
    });
    expect(await scene.verdict(parts, { edit })).toMatchObject({
      code: 'TLOG_INVALID',
    });
  });

  it('has the time that the log promised in an annotation too', async () => {
    const parts = await scene.sign();
    const name = 'dev.sigstore.cosign/bundle';
    const edit = (annotations: Record<string, unknown>) => {
      const bundle = JSON.parse(String(annotations[name]));
      bundle.Payload.integratedTime += 60;
      return { ...annotations, [name]: JSON.stringify(bundle) };
    };
    const storage = 'attestation-tag';
    expect(await scene.verdict(parts, { storage })).toMatchObject({
      result: 'verified',
    });
    expect(await scene.verdict(parts, { storage, edit })).toMatchObject({
      code: 'TLOG_INVALID',
    });
  });

  it('needs a promise or a proof', async () => {
    const parts = await scene.sign({ timestamp: 'signature' });
    const edit = editEntry(entry => {
      delete entry.inclusionPromise;
      delete entry.inclusionProof;
    });
    const { registry, image } = scene;
    attachParts(registry, parts, {
      subject: image,
      storage: 'bundle-referrer',
      edit,
    });
    expect(await verdictsFor(registry, image, [scene.domain()])).toMatchObject({
      verdicts: [],
      complete: false,
      unreadable: [{ code: 'MALFORMED' }],
    });
  });

  it('shows no index that nothing covers', async () => {
    const parts = await scene.sign(v2);
    const { logIndex } = entryOf(parts);
    const edit = editEntry(entry => {
      entry.logIndex = '123456';
    });
    expect(await scene.verdict(parts, { edit })).toMatchObject({
      result: 'verified',
      log: [{ index: logIndex, by: ['proof'] }],
    });
  });

  it.each<[string, Parameters<typeof editEntry>[0]]>([
    [
      'a hash of another proof',
      ({ inclusionProof: proof }) => {
        proof?.hashes.splice(0, 1, sha256(Buffer.from('x')).toString('base64'));
      },
    ],
    ['a hash too few', ({ inclusionProof: proof }) => proof?.hashes.pop()],
    [
      'another index',
      ({ inclusionProof: proof }) => {
        if (proof) proof.logIndex = String(Number(proof.logIndex) - 1);
      },
    ],
    [
      'a checkpoint of another size',
      ({ inclusionProof: proof }) => {
        if (!proof) return;
        const [name, size, ...rest] = proof.checkpoint.envelope.split('\n');
        proof.checkpoint.envelope = [name, Number(size) + 1, ...rest].join(
          '\n',
        );
      },
    ],
    [
      'a checkpoint without signature',
      ({ inclusionProof: proof }) => {
        if (!proof) return;
        proof.checkpoint.envelope =
          proof.checkpoint.envelope.split('\u2014')[0];
      },
    ],
  ])('is in no log with %s', async (_, change) => {
    await scene.sign(v2);
    const parts = await scene.sign(v2);
    expect(
      await scene.verdict(parts, { edit: editEntry(change) }),
    ).toMatchObject({ code: 'TLOG_INVALID' });
  });

  it('is in no log when the checkpoint is of another tree, though its key signed it', async () => {
    const parts = await scene.sign(v2);
    const { privateKey } = scene.instance.keys.get('rekor-v2');
    const edit = editEntry(({ inclusionProof: proof }) => {
      if (!proof) return;
      const { envelope } = proof.checkpoint;
      const [note, line] = envelope.split('\n\n');
      const [name, size, root] = note.split('\n');
      const other = `another.example\n${size}\n${root}\n`;
      const [, , signed] = line.split(' ');
      const hint = Buffer.from(signed, 'base64').subarray(0, 4);
      const signature = signBytes(null, Buffer.from(other), privateKey);
      const encoded = Buffer.concat([hint, signature]).toString('base64');
      proof.checkpoint.envelope = `${other}\n\u2014 ${name} ${encoded}\n`;
    });
    expect(await scene.verdict(parts, { edit })).toMatchObject({
      code: 'TLOG_INVALID',
      found: "one of 'another.example'",
    });
  });

  it('is in no log when it names one and another made the checkpoint', async () => {
    const parts = await scene.sign(v2);
    const edit = editEntry(entry => {
      entry.logId.keyId = scene.instance.rekorV1.logId.toString('base64');
    });
    expect(await scene.verdict(parts, { edit })).toMatchObject({
      code: 'TLOG_INVALID',
    });
  });

  it('is in no log that had ended by the time of the signature', async () => {
    const { trustedRoot } = scene.instance;
    const ended = structuredClone(trustedRoot);
    const start = later(-1000).toISOString();
    for (const log of ended.tlogs) {
      log.publicKey.validFor = { start, ...{ end: later(-10).toISOString() } };
    }
    const domains = [scene.domain({}, ended)];
    for (const options of [v2, {}]) {
      const parts = await scene.sign(options);
      expect(await scene.verdict(parts, { domains })).toMatchObject({
        code: 'TLOG_INVALID',
      });
    }
  });

  it.each([
    ['calls itself by another kind', 'intoto', '0.0.2', 'TLOG_MISMATCH'],
    ['calls itself by another version', 'dsse', '0.0.2', 'TLOG_MISMATCH'],
    ['is of a kind of 2021', 'rekord', '0.0.1', 'UNSUPPORTED'],
    ['is of a kind that nobody knows', 'toString', '0.0.1', 'UNSUPPORTED'],
  ])('that %s is refused', async (_, kind, version, code) => {
    const parts = await scene.sign();
    const edit = editEntry(entry => {
      entry.kindVersion = { kind, version };
    });
    expect(await scene.verdict(parts, { edit })).toMatchObject({ code });
  });

  it('as intoto/0.0.1 beside a bundle can not be compared', async () => {
    const parts = await scene.sign({ log: 'rekor-v1-intoto-0.0.1' });
    expect(await scene.verdict(parts)).toMatchObject({ code: 'UNSUPPORTED' });
  });

  it('as intoto/0.0.1 is of the very bytes of the envelope', async () => {
    const log = 'rekor-v1-intoto-0.0.1';
    const storage = 'attestation-tag';
    const [parts, other] = [
      await scene.sign({ log }),
      await scene.sign({ log }),
    ];
    expect(await scene.verdict(parts, { storage })).toMatchObject({
      result: 'verified',
    });
    const { logEntry } = other;
    expect(
      await scene.verdict({ ...parts, logEntry }, { storage }),
    ).toMatchObject({ code: 'TLOG_MISMATCH' });
    const edit = (annotations: Record<string, unknown>) => {
      const name = 'dev.sigstore.cosign/bundle';
      const bundle = JSON.parse(String(annotations[name]));
      bundle.Payload.logIndex += 1;
      return { ...annotations, [name]: JSON.stringify(bundle) };
    };
    expect(await scene.verdict(parts, { storage, edit })).toMatchObject({
      code: 'TLOG_INVALID',
    });
  });
});

describe('several log entries', () => {
  it('are not one entry that is listed twice', async () => {
    const parts = await scene.sign({ timestamp: 'signature' });
    const edit = editMaterial(({ tlogEntries }) => {
      tlogEntries.push(structuredClone(tlogEntries[0]));
    });
    const domains = [scene.domain({ log: 2 })];
    const verdict = await scene.verdict(parts, { edit, domains });
    expect(verdict).toMatchObject({ result: 'failed' });
    expect(['TLOG_INVALID', 'TIMESTAMP_INVALID']).toContain(
      verdict.result === 'failed' && verdict.code,
    );
  });

  it('are not two entries in one log', async () => {
    const signer = { identity, key };
    const parts = await scene.sign({ signer, timestamp: 'signature' });
    const { bytes } = parts.content as { bytes: Buffer };
    const pem = `-----BEGIN CERTIFICATE-----\n${parts.certificate?.leaf.toString(
      'base64',
    )}\n-----END CERTIFICATE-----\n`;
    const second = scene.instance.rekorV1.propose(
      {
        kind: 'intoto',
        apiVersion: '0.0.2',
        spec: {
          content: {
            envelope: twice(bytes, Buffer.from(pem).toString('base64')),
          },
        },
      },
      later(1),
    );
    const edit = editMaterial(({ tlogEntries }) => {
      tlogEntries.push({
        ...tlogEntries[0],
        kindVersion: { kind: 'intoto', version: '0.0.2' },
        ...promised(second),
      });
    });
    expect(await scene.verdict(parts, { edit })).toMatchObject({
      result: 'verified',
      log: [{ kind: 'dsse/0.0.1' }, { kind: 'intoto/0.0.2' }],
    });
    const domains = [scene.domain({ log: 2 })];
    expect(await scene.verdict(parts, { edit, domains })).toMatchObject({
      code: 'TLOG_MISSING',
      found: 'entries in 1',
    });
  });

  it.each<[string, Parameters<typeof editMaterial>[0]]>([
    [
      'more than anybody writes',
      ({ tlogEntries }) => {
        tlogEntries.push(...Array(16).fill(tlogEntries[0]));
      },
    ],
    [
      'one with a number of ten thousand digits',
      ({ tlogEntries: [{ inclusionProof: proof }] }) => {
        if (proof) proof.logIndex = '9'.repeat(10_000);
      },
    ],
    [
      'one with a checkpoint of ten thousand digits',
      ({ tlogEntries: [{ inclusionProof: proof }] }) => {
        if (!proof) return;
        const [name] = proof.checkpoint.envelope.split('\n');
        proof.checkpoint.envelope = `${name}\n${'9'.repeat(10_000)}\nAA==\n`;
      },
    ],
    [
      'one with a thousand hashes',
      ({ tlogEntries: [{ inclusionProof: proof }] }) => {
        proof?.hashes.push(...Array(1000).fill('AAAA'));
      },
    ],
    [
      'one whose body is no JSON',
      ({ tlogEntries: [entry] }) => {
        entry.canonicalizedBody = Buffer.from('{').toString('base64');
      },
    ],
  ])('are not read when they are %s', async (_, change) => {
    const parts = await scene.sign(v2);
    const edit = editMaterial(change);
    expect(await scene.verdict(parts, { edit })).toMatchObject({
      code: 'MALFORMED',
    });
  });
});

/** How a certificate stands in the body of an entry. */
function verifierIn(leaf: Buffer, isV2: boolean): string {
  const base64 = leaf.toString('base64');
  if (isV2) return base64;
  const lines = base64.match(/.{1,64}/g)?.join('\n');
  return Buffer.from(
    `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  ).toString('base64');
}

type Rekor = ReturnType<KeylessScene['instance']['rekorV1']['append']>;

/** An entry of Rekor v1 by its promise alone. */
function promised({ entry }: Rekor) {
  return {
    canonicalizedBody: entry.body,
    logIndex: String(entry.logIndex),
    integratedTime: String(entry.integratedTime),
    inclusionPromise: {
      signedEntryTimestamp: entry.verification.signedEntryTimestamp,
    },
    inclusionProof: {
      logIndex: String(entry.verification.inclusionProof.logIndex),
      treeSize: String(entry.verification.inclusionProof.treeSize),
      rootHash: base64Of(entry.verification.inclusionProof.rootHash),
      hashes: entry.verification.inclusionProof.hashes.map(base64Of),
      checkpoint: { envelope: entry.verification.inclusionProof.checkpoint },
    },
  };
}

function base64Of(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}

/** An envelope as intoto/0.0.2 wants it. */
function twice(envelope: Buffer, publicKey: string) {
  const { payloadType, payload, signatures } = JSON.parse(envelope.toString());
  const again = (text: string) => Buffer.from(text).toString('base64');
  return {
    payloadType,
    payload: again(payload),
    signatures: [{ sig: again(signatures[0].sig), publicKey }],
  };
}
