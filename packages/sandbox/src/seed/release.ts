import { parseDocument } from 'yaml';

/** What an environment runs: the service's commit and the image that was built from it. */
export type Release = { revision: string; digest: string };

/** Reads commit and digest out of an Application's manifest; undefined while nothing was ever deployed. */
export function readRelease(manifest: string): Release | undefined {
  const document = parseDocument(manifest);
  const revision = document.getIn(['spec', 'source', 'targetRevision']);
  const digest = document.getIn([
    'spec',
    'source',
    'helm',
    'valuesObject',
    'image',
    'digest',
  ]);
  return digest
    ? { revision: String(revision), digest: String(digest) }
    : undefined;
}

/** The same manifest with another commit and digest; comments and order stay. */
export function writeRelease(manifest: string, release: Release): string {
  const document = parseDocument(manifest);
  document.setIn(['spec', 'source', 'targetRevision'], release.revision);
  document.setIn(
    ['spec', 'source', 'helm', 'valuesObject', 'image', 'digest'],
    release.digest,
  );
  return document.toString({ lineWidth: 0 });
}

/** The same manifest with every sync left to a person. */
export function withManualSync(manifest: string): string {
  const document = parseDocument(manifest);
  document.deleteIn(['spec', 'syncPolicy', 'automated']);
  return document.toString({ lineWidth: 0 });
}
