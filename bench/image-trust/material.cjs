const { sign: signBytes } = require('node:crypto');
const {
  createSigningKey,
  createSigstoreInstance,
  inTotoStatement,
  publicKeyPem,
  sign,
  simpleSigning,
  toBundle,
  toLegacyLayer,
  workloadClaims,
  workloadIdentity,
} = require('@portolan/sandbox/sigstore');
const { TrustedRoot } = require('@sigstore/protobuf-specs');
const { dsse } = require('@sigstore/core');
const { toTrustMaterial } = require('@sigstore/verify');
const { createTrustDomain, digestOf } = require('@portolan/image-trust');
const {
  decodeBundle,
} = require('../../packages/image-trust/src/evidence/decodeBundle.ts');
const {
  decodeEnvelope,
  decodeSimpleSigning,
} = require('../../packages/image-trust/src/evidence/decodeLegacy.ts');

const manifest = Buffer.from('{"schemaVersion":2}');
const digest = digestOf(manifest);
const issuer = 'https://token.example.com';
const identity = workloadIdentity(
  workloadClaims({ repository: 'acme/shop', sha: 'c0'.repeat(20) }),
  { server: 'https://git.example.com', issuer },
);

/** A predicate of about so many bytes, as an SBOM has it. */
function predicateOf(bytes) {
  const component = index => ({
    type: 'library',
    name: `component-${index}`,
    version: '1.2.3',
    purl: `pkg:npm/component-${index}@1.2.3`,
  });
  const size = JSON.stringify(component(1000)).length + 1;
  const count = Math.round(bytes / size);
  return { components: Array.from({ length: count }, (_, i) => component(i)) };
}

/** Everything that is measured, each with what it takes to verify it. */
exports.createMaterial = async function createMaterial() {
  const now = new Date('2026-06-01T10:00:00Z');
  const instance = await createSigstoreInstance({ now: () => now });
  // A log of one entry proves with no hash at all; a real one has a dozen.
  for (let i = 0; i < 1000; i += 1) {
    const filler = Buffer.from(JSON.stringify({ kind: 'filler', i }));
    instance.rekorV1.append(filler, now);
    instance.rekorV2.append(filler, now);
  }
  const { trustedRoot } = instance;
  // Not ours: what the library makes of a root.
  const bareMaterial = toTrustMaterial(TrustedRoot.fromJSON(trustedRoot));
  const keyless = thresholds =>
    createTrustDomain({
      name: 'certificates',
      signers: 'certificates',
      trustedRoot,
      thresholds,
    });
  const keys = (key, root) =>
    createTrustDomain({
      name: 'keys',
      signers: 'keys',
      keys: [{ name: 'ci', pem: publicKeyPem(key.publicKey) }],
      trustedRoot: root,
    });
  const statement = (bytes = 500) => ({
    statement: inTotoStatement({
      digest,
      predicateType: 'https://cyclonedx.org/bom',
      predicate: predicateOf(bytes),
    }),
  });
  const payload = { payload: simpleSigning({ digest }) };
  const key = createSigningKey();
  const kinds = [
    {
      name: 'Cosign 2 signature, no key, Rekor v1',
      options: {
        signer: { identity },
        content: payload,
        log: 'rekor-v1-hashedrekord',
      },
      domain: keyless(),
      legacy: true,
      threads: true,
    },
    {
      name: 'Cosign 3 statement, no key, Rekor v1',
      options: {
        signer: { identity },
        content: statement(),
        log: 'rekor-v1-dsse',
      },
      domain: keyless(),
      threads: true,
    },
    {
      name: 'Cosign 3 statement, no key, Rekor v2 and timestamp',
      options: {
        signer: { identity },
        content: statement(),
        log: 'rekor-v2',
        timestamp: 'signature',
      },
      domain: keyless(),
    },
    {
      name: 'GitHub’s own, no key, timestamp',
      options: {
        signer: { identity },
        content: statement(),
        log: 'none',
        timestamp: 'signature',
      },
      domain: keyless({ log: 0 }),
    },
    {
      name: 'statement of 100 kB, no key, Rekor v1',
      options: {
        signer: { identity },
        content: statement(100_000),
        log: 'rekor-v1-dsse',
      },
      domain: keyless(),
    },
    {
      name: 'statement of 2 MB, no key, Rekor v1',
      options: {
        signer: { identity },
        content: statement(2_000_000),
        log: 'rekor-v1-dsse',
      },
      domain: keyless(),
      threads: true,
    },
    {
      name: 'Cosign 3 statement, key, Rekor v1',
      options: { signer: { key }, content: statement(), log: 'rekor-v1-dsse' },
      domain: keys(key, trustedRoot),
    },
    {
      name: 'Cosign 2 signature, key, no log',
      options: { signer: { key }, content: payload, log: 'none' },
      domain: keys(key),
      legacy: true,
    },
    {
      name: 'Cosign 3 statement, key, no log',
      options: { signer: { key }, content: statement(), log: 'none' },
      domain: keys(key),
      threads: true,
    },
  ];
  const material = [];
  for (const kind of kinds) {
    const parts = await sign(instance, kind.options);
    material.push({ ...toSample(kind, parts), bareMaterial });
  }
  instance.close();
  return material;
};

function toSample({ name, domain, legacy, threads }, parts) {
  const layer = legacy ? toLegacyLayer(parts) : undefined;
  const bytes = layer?.content ?? Buffer.from(JSON.stringify(toBundle(parts)));
  const isMessage = parts.content.form === 'message';
  const found = { storage: 'bundle-referrer', blob: digestOf(bytes) };
  const decode = () => {
    if (!layer) return { ...found, ...decodeBundle(bytes) };
    return isMessage
      ? { ...found, ...decodeSimpleSigning(bytes, layer.annotations) }
      : { ...found, ...decodeEnvelope(bytes, layer.annotations) };
  };
  return {
    name,
    domain,
    threads,
    bytes,
    annotations: layer?.annotations,
    payload: isMessage ? parts.content.payload : undefined,
    subject: { digest, manifest },
    decode,
    evidence: decode(),
  };
}

/** Signs as a pipeline does, without a key. */
exports.createSigner = async function createSigner() {
  const now = new Date('2026-06-01T10:00:00Z');
  const instance = await createSigstoreInstance({ now: () => now });
  const domain = createTrustDomain({
    name: 'certificates',
    signers: 'certificates',
    trustedRoot: instance.trustedRoot,
  });
  const bundlesOf = (subject, count) =>
    Promise.all(
      Array.from({ length: count }, async (_, index) =>
        toBundle(
          await sign(instance, {
            signer: { identity },
            content: {
              statement: inTotoStatement({
                digest: subject,
                predicateType: 'https://example.com/predicate',
                predicate: { index, ...predicateOf(2000) },
              }),
            },
            log: 'rekor-v1-dsse',
          }),
        ),
      ),
    );
  return { domain, bundlesOf };
};

/** Signs with a key whose signatures are the same every time, and at once. */
exports.createKeySigner = function createKeySigner(
  predicateType = 'https://example.com/predicate',
) {
  const { privateKey, publicKey } = createSigningKey('ed25519');
  const payloadType = 'application/vnd.in-toto+json';
  const domain = createTrustDomain({
    name: 'keys',
    signers: 'keys',
    keys: [{ name: 'ci', pem: publicKeyPem(publicKey) }],
  });
  const bundleOf = subject => {
    const statement = inTotoStatement({
      digest: subject,
      predicateType,
      predicate: predicateOf(2000),
    });
    const payload = Buffer.from(JSON.stringify(statement));
    const signed = dsse.preAuthEncoding(payloadType, payload);
    const sig = signBytes(null, signed, privateKey).toString('base64');
    return {
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: '' }, tlogEntries: [] },
      dsseEnvelope: {
        payloadType,
        payload: payload.toString('base64'),
        signatures: [{ sig, keyid: '' }],
      },
    };
  };
  return { domain, bundleOf, publicKey: publicKeyPem(publicKey) };
};
