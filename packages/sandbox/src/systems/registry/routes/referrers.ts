import { Request, Response } from 'express';
import { digestProblem } from '../digest';
import { ociIndex } from '../manifest';
import { RegistryContext } from '../RegistryContext';
import { RegistryError } from '../RegistryError';
import { sendJson } from './answers';

/** An index of all manifests whose subject is this digest, in the order in which they were pushed. */
export function sendReferrers(
  req: Request,
  res: Response,
  context: RegistryContext,
  name: string,
  digest: string,
): void {
  const problem = digestProblem(digest);
  if (problem) {
    throw new RegistryError({ code: 'DIGEST_INVALID', detail: problem });
  }
  const wanted = req.query.artifactType;
  const manifests = context.repositories
    .manifests(name)
    .filter(({ subject }) => subject === digest)
    .filter(({ artifactType }) => !wanted || artifactType === wanted)
    .map(({ mediaType, size, annotations, artifactType, ...rest }) => ({
      mediaType,
      digest: rest.digest,
      size,
      annotations,
      artifactType,
    }));
  if (wanted) res.setHeader('OCI-Filters-Applied', 'artifactType');
  sendJson(
    res,
    {
      schemaVersion: 2,
      mediaType: ociIndex,
      // olareg answers `null` for "none", but `[]` when filtered: clients must bear both.
      manifests: manifests.length || wanted ? manifests : null,
    },
    ociIndex,
  );
}
