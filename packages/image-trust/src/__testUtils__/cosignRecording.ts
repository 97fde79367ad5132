import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Digest, isDigest } from '../oci/digest';
import { MemoryRegistry } from './MemoryRegistry';

type Recording = {
  image: { digest: Digest };
  publicKey: string;
  otherPublicKey: string;
  /** Where Sigstore took part. */
  trustedRoot?: unknown;
  exchanges: {
    request?: { method: string; path: string; body?: unknown };
    response?: { status: number; body?: unknown };
  }[];
};

const folder = join(__dirname, '../../../sandbox/contracts/cosign');

/**
 * What the real `cosign` left in a registry: the recorded uploads and answers,
 * put into a registry in memory.
 */
export function cosignRecording(
  scenario: string,
  options: { referrersApi?: boolean } = {},
) {
  const recording: Recording = JSON.parse(
    readFileSync(join(folder, `${scenario}.json`), 'utf8'),
  );
  const registry = new MemoryRegistry(options);
  for (const { request, response } of recording.exchanges) {
    if (!request) continue;
    const path = request.path.split('?')[0];
    const name = path.split('/').pop() ?? '';
    const sent = bytesOf(request.body);
    const got = response?.status === 200 ? bytesOf(response.body) : undefined;
    const manifest = /\/manifests\/[^/]+$/.test(path) ? sent ?? got : undefined;
    if (manifest) {
      registry.putManifest(manifest, isDigest(name) ? undefined : name);
    } else if (path.includes('/blobs/')) {
      const blob = sent ?? got;
      if (blob) registry.putBlob(blob);
    }
  }
  const { image, publicKey, otherPublicKey, trustedRoot } = recording;
  return {
    registry,
    subject: image.digest,
    publicKey,
    otherPublicKey,
    trustedRoot,
  };
}

/** A recorded body as its exact bytes: see contracts/README.md. */
function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined || body === null || body === '') return undefined;
  if (typeof body === 'string') return Buffer.from(body);
  const { $text, $base64 } = body as { $text?: string; $base64?: string };
  if ($text !== undefined) return Buffer.from($text);
  if ($base64 !== undefined) return Buffer.from($base64, 'base64');
  return Buffer.from(JSON.stringify(body));
}
