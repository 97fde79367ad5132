import { createHash } from 'node:crypto';
import { Projection } from './Projection';

/** Tells whether a position in a watch still fits what is declared: another selection, version list or revision starts anew. */
export function fingerprintOf(projection: Projection): string {
  const { kind, revision } = projection;
  return createHash('sha256')
    .update(
      JSON.stringify([
        kind.group,
        kind.versions,
        kind.plural,
        kind.labelSelector ?? '',
        kind.fieldSelector ?? '',
        revision,
      ]),
    )
    .digest('base64url')
    .slice(0, 22);
}
