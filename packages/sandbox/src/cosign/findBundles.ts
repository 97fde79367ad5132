import { bundleFromJSON, type Bundle } from '@sigstore/bundle';
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { listReferrers } from '../systems/pipeline/clients/referrers';
import { RegistryClient } from '../systems/pipeline/clients/RegistryClient';
import { bundleType } from './attachBundle';

const manifestSchema = z.object({
  artifactType: z.string().optional(),
  layers: z.array(z.object({ digest: z.string() })).length(1),
});
const statementSchema = z.object({ predicateType: z.string() });

/** A bundle that lies beside an image: what it says it is, and who its certificate names. Nothing is verified. */
export type AttachedBundle = {
  predicateType: string;
  /** The certificate's subject alternative names: `URI:http…`, `email:…`; empty for one that a key signed. */
  identity: string;
};

/** The bundles beside an image, so that whoever signs it leaves alone what is there already. */
export async function findBundles(
  registry: RegistryClient,
  name: string,
  digest: string,
): Promise<AttachedBundle[]> {
  const found: AttachedBundle[] = [];
  for (const referrer of await listReferrers(registry, name, digest)) {
    const manifest = await registry.readManifest(name, referrer.digest);
    const parsed = manifestSchema.safeParse(
      manifest && JSON.parse(manifest.bytes.toString('utf8')),
    );
    if (!parsed.success || parsed.data.artifactType !== bundleType) continue;
    const layer = parsed.data.layers[0].digest;
    const bundle = readBundle(await registry.readBlob(name, layer));
    if (bundle) found.push(bundle);
  }
  return found;
}

/** Undefined for what is none: everybody who may push can put anything there. */
function readBundle(bytes: Buffer): AttachedBundle | undefined {
  try {
    const bundle = bundleFromJSON(JSON.parse(bytes.toString('utf8')));
    if (bundle.content.$case !== 'dsseEnvelope') return undefined;
    const { payload } = bundle.content.dsseEnvelope;
    const { predicateType } = statementSchema.parse(
      JSON.parse(payload.toString('utf8')),
    );
    return { predicateType, identity: identityOf(bundle) };
  } catch {
    return undefined;
  }
}

function identityOf({ verificationMaterial: { content } }: Bundle): string {
  const certificate =
    content.$case === 'certificate'
      ? content.certificate.rawBytes
      : content.$case === 'x509CertificateChain' &&
        content.x509CertificateChain.certificates[0].rawBytes;
  if (!certificate) return '';
  return new X509Certificate(certificate).subjectAltName ?? '';
}
