import { attachBundle } from '../../../cosign/attachBundle';
import { findBundles } from '../../../cosign/findBundles';
import { KeylessSigner } from '../../../cosign/KeylessSigner';
import { Statement } from '../../../cosign/statements';
import { workflowIdentity } from '../provenance/workflowIdentity';
import { publishedImage, registryName } from './publishedImage';
import { StageContext } from './Stage';

/** Signs statements about the run's image and pushes them beside it; leaves out what this workflow has said before. */
export async function signAndAttach(
  context: StageContext,
  statements: Statement[],
): Promise<void> {
  const { subject, services, repositoryUrl, log } = context;
  const image = publishedImage(context.outputs);
  const name = registryName(image);
  const identity = workflowIdentity(repositoryUrl, subject.branch);
  const found = await findBundles(services.registry, name, image.digest);
  // What somebody else put there does not stand in for it.
  const own = found.filter(bundle => bundle.identity === `URI:${identity}`);
  const missing = statements.filter(
    ({ predicateType }) =>
      !own.some(bundle => bundle.predicateType === predicateType),
  );
  context.outputs.signedBy = identity;
  if (missing.length === 0) {
    log(`All of it is there already, by ${identity}`);
    return;
  }
  const signer = new KeylessSigner({
    sigstore: services.sigstore,
    identityProvider: services.runTokens.of({
      subject,
      id: context.runId,
      runUrl: context.runUrl,
      attempt: context.attempt,
    }),
    signal: services.signal,
  });
  const signed = await Promise.all(
    missing.map(async statement => ({
      predicateType: statement.predicateType,
      bundle: await signer.sign(statement),
    })),
  );
  for (const { predicateType, bundle } of signed) {
    const digest = await attachBundle(services.registry, {
      name,
      digest: image.digest,
      bundle,
      predicateType,
      createdAt: services.now(),
    });
    log(`${predicateType} by ${identity}: ${digest}`);
  }
}
