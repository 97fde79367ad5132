import { predicateTypes } from '../../cosign/predicateTypes';
import {
  attestationStatement,
  SignedImage,
  Statement,
} from '../../cosign/statements';
import { buildProvenance } from '../../systems/pipeline/provenance/buildProvenance';
import { buildSbom } from '../../systems/pipeline/sbom/buildSbom';
import { readBaseImage } from '../../systems/pipeline/sbom/readBaseImage';
import { readLockfile } from '../../systems/pipeline/sbom/readLockfile';
import { buildScan } from '../../systems/pipeline/scan/buildScan';
import { findVulnerabilities } from '../../systems/pipeline/scan/findVulnerabilities';
import { Workspace } from '../../systems/pipeline/stages/Workspace';

/** Where and when an image was built, for what is attested about it. */
export type Build = {
  workspace: Workspace;
  repositoryUrl: string;
  branch: string;
  runUrl: string;
  at: Date;
};

/** What a workflow attests of an image: provenance, SBOM and scan. */
export async function statementsOf(
  image: SignedImage,
  build: Build,
): Promise<Statement[]> {
  const { workspace, at } = build;
  const commit = await workspace.commit();
  const sbom = buildSbom({
    ...image,
    createdAt: new Date(commit.date).toISOString(),
    lockfile: readLockfile((await workspace.read('package-lock.json'))!),
    baseImage: readBaseImage((await workspace.read('Dockerfile'))!),
  });
  const times = { startedAt: at, finishedAt: at };
  const provenance = buildProvenance({
    ...build,
    ...times,
    commit: commit.sha,
    attempt: 1,
  });
  const scan = buildScan({
    ...image,
    ...times,
    findings: findVulnerabilities(sbom),
  });
  return [
    attestationStatement(image, predicateTypes.provenance, provenance),
    attestationStatement(image, predicateTypes.sbom, sbom),
    attestationStatement(image, predicateTypes.scan, scan),
  ];
}
