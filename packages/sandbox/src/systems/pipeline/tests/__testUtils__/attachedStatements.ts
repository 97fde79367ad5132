import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { Statement } from '../../../../cosign/statements';
import { listReferrers } from '../../clients/referrers';
import { BuiltImage } from '../../runs/Run';
import { registryName } from '../../stages/publishedImage';
import { TestPlatform } from '../TestPlatform';

/** A statement beside an image whose signature holds. */
export type AttachedStatement = {
  statement: Statement;
  identity: string | undefined;
  annotations: Record<string, string>;
};

/** What lies beside an image in the registry, each of it verified by Sigstore's own library. */
export async function attachedStatements(
  platform: TestPlatform,
  image: BuiltImage,
): Promise<AttachedStatement[]> {
  const registry = platform.registryClient(new AbortController().signal);
  const name = registryName(image);
  const { trustedRoot } = platform.sigstore.instance;
  const verifier = new Verifier(
    toTrustMaterial(TrustedRoot.fromJSON(trustedRoot)),
  );
  const found: AttachedStatement[] = [];
  for (const { digest } of await listReferrers(registry, name, image.digest)) {
    const manifest = await registry.readManifest(name, digest);
    const { layers, annotations } = JSON.parse(String(manifest?.bytes));
    const layer = await registry.readBlob(name, layers[0].digest);
    const bundle = bundleFromJSON(JSON.parse(String(layer)));
    const signer = verifier.verify(toSignedEntity(bundle));
    if (bundle.content.$case !== 'dsseEnvelope') throw new Error('no DSSE');
    const { payload } = bundle.content.dsseEnvelope;
    found.push({
      statement: JSON.parse(payload.toString()),
      identity: signer.identity?.subjectAlternativeName,
      annotations,
    });
  }
  return found;
}
