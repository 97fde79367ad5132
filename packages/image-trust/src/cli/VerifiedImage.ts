import type { Answer } from '../policy/Check';
import type { Report } from '../report/Report';
import type { Unresolved } from './Inspector';

/** What `verify` has to say of one image. */
export type VerifiedImage = { answer: Answer } & (
  | { report: Report }
  | { unresolved: Unresolved }
);

export function reportsOf(images: readonly VerifiedImage[]): Report[] {
  return images.flatMap(image => ('report' in image ? [image.report] : []));
}

/** References that led to no digest, so that there is nothing to report on. */
export function unresolvedOf(images: readonly VerifiedImage[]): Unresolved[] {
  return images.flatMap(image =>
    'unresolved' in image ? [image.unresolved] : [],
  );
}
