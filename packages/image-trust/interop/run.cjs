// COSIGN=<path of cosign> [REGISTRY=<host:port>] node packages/image-trust/interop/run.cjs
// The real cosign signs in every layout, and image-trust says what that proves.
require('@backstage/cli/config/nodeTransform.cjs');

const assert = require('node:assert/strict');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { startSigstore } = require('@portolan/sandbox/sigstore');
const { startRegistry } = require('@portolan/sandbox/registry');
const {
  collectEvidence,
  createTrustDomain,
  RegistryClient,
  RegistryEvidence,
  verifyEvidence,
} = require('../src/index.ts');
const { casesOf } = require('./cases.cjs');
const { Cosign } = require('./cosign.cjs');
const { pushImage } = require('./image.cjs');

const run = { repository: 'acme/shop', sha: 'c0'.repeat(20) };
const predicate = {
  buildDefinition: {
    buildType: 'https://actions.github.io/buildtypes/workflow/v1',
    externalParameters: {},
  },
  runDetails: { builder: { id: 'https://git.example.com/builder' } },
};

async function tokenOf(sigstore, clientSecret) {
  const answer = await fetch(`${sigstore.url}/oidc/token`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${clientSecret}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ run }),
  });
  return (await answer.json()).id_token;
}

async function main() {
  const { COSIGN, REGISTRY } = process.env;
  if (!COSIGN) throw new Error('COSIGN: set it to the path of cosign');
  const directory = mkdtempSync(join(tmpdir(), 'image-trust-interop-'));
  const clientSecret = 'interop';
  const sigstore = await startSigstore({
    directory: join(directory, 'sigstore'),
    port: 0,
    gitServer: 'https://git.example.com',
    clientSecret,
  });
  const registry = REGISTRY
    ? undefined
    : await startRegistry({ directory, port: 0, referrers: true });
  try {
    const place = REGISTRY ?? new URL(registry.url).host;
    await interoperate({ COSIGN, directory, place, sigstore, clientSecret });
  } finally {
    await registry?.close();
    await sigstore.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function interoperate(options) {
  const { COSIGN, directory, place, sigstore, clientSecret } = options;
  const cosign = new Cosign({ path: COSIGN, directory });
  console.log(`cosign ${await cosign.version()}`);
  await cosign.run(['generate-key-pair']);
  await cosign.run([
    'signing-config',
    'create',
    '--out',
    'empty-signing-config.json',
  ]);
  const { trustedRoot } = sigstore.instance;
  const signingConfig = await fetchTarget(sigstore);
  const files = {
    key: join(directory, 'cosign.key'),
    predicate: cosign.write('predicate.json', predicate),
    trustedRoot: cosign.write('trusted-root.json', trustedRoot),
    signingConfig: cosign.write('signing-config.json', signingConfig),
    emptySigningConfig: join(directory, 'empty-signing-config.json'),
  };
  const pem = readFileSync(join(directory, 'cosign.pub'), 'utf8');
  const keys = { signers: 'keys', keys: [{ name: 'ci', pem }] };
  const domains = {
    keys: createTrustDomain({ name: 'keys', ...keys }),
    'logged keys': createTrustDomain({ name: 'keys', ...keys, trustedRoot }),
    certificates: createTrustDomain({
      name: 'certificates',
      signers: 'certificates',
      trustedRoot,
    }),
  };
  const token = await tokenOf(sigstore, clientSecret);
  const cases = casesOf({ url: sigstore.url, files, token });
  let failures = 0;
  for (const [index, described] of cases.entries()) {
    const repository = `interop/${Date.now().toString(36)}-${index}`;
    try {
      const digest = await pushImage({ registry: place, repository });
      const image = `${place}/${repository}@${digest}`;
      const { flags } = described;
      await cosign.run(['sign', '-y', ...flags, image]);
      await cosign.run([
        'attest',
        '-y',
        ...['--type', 'slsaprovenance1', '--predicate', files.predicate],
        ...flags,
        image,
      ]);
      await check(described, {
        digest,
        place: { registry: place, repository },
        domain: domains[described.domain],
      });
      console.log(`ok    ${described.name}`);
    } catch (error) {
      failures += 1;
      console.log(`FAIL  ${described.name}\n${error.message}`);
    }
  }
  if (failures > 0) process.exitCode = 1;
}

async function check({ storages, log }, { digest, place, domain }) {
  const client = new RegistryClient({ plainHttp: [place.registry] });
  const { signed, complete, subjectManifest } = await collectEvidence(digest, {
    sources: [new RegistryEvidence({ client, place })],
  });
  assert.equal(complete, true);
  assert.deepEqual(
    signed.map(({ storage }) => storage).sort(),
    storages.sort(),
  );
  for (const evidence of signed) {
    const verdict = verifyEvidence(evidence, {
      subject: { digest, manifest: subjectManifest },
      domains: [domain],
    });
    assert.equal(verdict.result, 'verified', JSON.stringify(verdict));
    assert.equal(verdict.log.length, log ? 1 : 0);
    if (log) assert.match(verdict.log[0].kind, log);
    const other = { digest: `sha256:${'0'.repeat(64)}` };
    assert.equal(
      verifyEvidence(evidence, { subject: other, domains: [domain] }).code,
      'SUBJECT_MISMATCH',
    );
  }
}

async function fetchTarget({ tufMirror }) {
  const targets = await (await fetch(`${tufMirror}/1.targets.json`)).json();
  const name = 'signing_config.v0.2.json';
  const { sha256 } = targets.signed.targets[name].hashes;
  const answer = await fetch(`${tufMirror}/targets/${sha256}.${name}`);
  return answer.json();
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
