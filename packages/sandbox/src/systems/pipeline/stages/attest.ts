import { predicateTypes } from '../../../cosign/predicateTypes';
import { attestationStatement } from '../../../cosign/statements';
import { buildProvenance } from '../provenance/buildProvenance';
import { publishedImage } from './publishedImage';
import { Stage, StageError } from './Stage';
import { signAndAttach } from './signAndAttach';

/** Says of the image, signed as this workflow, where it comes from, what is in it and what a scan found. */
export const attest: Stage = {
  name: 'attest',
  async run(context) {
    const { subject, services, repositoryUrl, runUrl } = context;
    const image = publishedImage(context.outputs);
    const { sbom, scan } = context.artifacts;
    if (!sbom || !scan) {
      throw new StageError(
        `There is no ${
          sbom ? 'scan' : 'list of components'
        } to attest: sbom and scan have to come before`,
      );
    }
    const provenance = buildProvenance({
      repositoryUrl,
      branch: subject.branch,
      commit: subject.commit,
      runUrl,
      attempt: context.attempt,
      startedAt: context.startedAt,
      finishedAt: services.now(),
    });
    await signAndAttach(context, [
      attestationStatement(image, predicateTypes.provenance, provenance),
      attestationStatement(image, predicateTypes.sbom, sbom),
      attestationStatement(image, predicateTypes.scan, scan),
    ]);
    return { result: 'done' };
  },
};
