const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { Cosign } = require('../../packages/image-trust/interop/cosign.cjs');
const { createInspector } = require('./inspector.cjs');
const { createKeySigner } = require('./material.cjs');
const { SyntheticRegistry } = require('./SyntheticRegistry.cjs');

/** A registry that cosign can reach. */
function serve(registry) {
  const server = createServer(async (request, response) => {
    if (request.url === '/v2/') {
      response.end('{}');
      return;
    }
    const answer = await registry.fetch(`http://localhost${request.url}`);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

/**
 * One process of cosign for each image, as a pipeline runs it, and ours in one
 * process over the same registry, each image read for the first time. Only
 * where COSIGN says where cosign is.
 */
exports.measureCosign = async function measureCosign(count = 10) {
  const { COSIGN } = process.env;
  if (!COSIGN) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'image-trust-bench-'));
  const cosign = new Cosign({ path: COSIGN, directory });
  const signer = createKeySigner('https://sigstore.dev/cosign/sign/v1');
  const registry = new SyntheticRegistry({
    distinct: Number.MAX_SAFE_INTEGER,
    bundlesOf: digest => [signer.bundleOf(digest)],
  });
  const server = await serve(registry);
  const image = index =>
    `127.0.0.1:${server.address().port}/images/${index}:latest`;
  const inspector = createInspector({
    registry: { fetch },
    domains: [signer.domain],
  });
  try {
    writeFileSync(join(directory, 'key.pub'), signer.publicKey);
    await cosign.run(['trusted-root', 'create', '--out', 'root.json']);
    const args = ['--key', 'key.pub', '--trusted-root', 'root.json'];
    const theirs = async index =>
      cosign.run(['verify', ...args, '--insecure-ignore-tlog', image(index)]);
    const rate = async verify => {
      const start = performance.now();
      for (let index = 0; index < count; index += 1) await verify(index);
      return ((count * 1000) / (performance.now() - start)).toFixed(1);
    };
    await theirs(count);
    await inspector.inspect(image(count));
    return [
      [
        'statement, key, no log',
        await rate(theirs),
        await rate(index => inspector.inspect(image(index))),
      ],
    ];
  } finally {
    await inspector.close();
    server.close();
    server.closeAllConnections();
    rmSync(directory, { recursive: true, force: true });
  }
};
