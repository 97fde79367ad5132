const { createHash } = require('node:crypto');

const digestOf = bytes =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Pushes an image that nobody has, and answers its digest. */
exports.pushImage = async function pushImage({ registry, repository }) {
  const base = `http://${registry}/v2/${repository}`;
  const push = async bytes => {
    const started = await fetch(`${base}/blobs/uploads/`, { method: 'POST' });
    const location = new URL(started.headers.get('location'), base);
    location.searchParams.set('digest', digestOf(bytes));
    await expectStatus(201, fetch(location, { method: 'PUT', body: bytes }));
    return { digest: digestOf(bytes), size: bytes.length };
  };
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const config = Buffer.from(
    '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}',
  );
  const layer = Buffer.from(`an image at ${repository}`);
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        ...(await push(config)),
      },
      layers: [
        {
          mediaType: 'application/vnd.oci.image.layer.v1.tar',
          ...(await push(layer)),
        },
      ],
    }),
  );
  await expectStatus(
    201,
    fetch(`${base}/manifests/1.0`, {
      method: 'PUT',
      headers: { 'content-type': mediaType },
      body: manifest,
    }),
  );
  return digestOf(manifest);
};

async function expectStatus(status, answer) {
  const { status: found, url } = await answer;
  if (found !== status) throw new Error(`${url} answered ${found}`);
}
