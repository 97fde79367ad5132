import type { Asked, Outcome } from './Asked';
import { describeSigner } from './describeSigner';
import { sortEvidence } from './sortEvidence';
import { withoutPass } from './withoutPass';

/** Any good signature is enough; see `questionOf` for what is one. */
export function judgeSigned(asked: Asked): Outcome {
  const sorted = sortEvidence('signed', asked);
  const { allowed } = sorted;
  if (allowed.length === 0) {
    return withoutPass('signed', sorted, { failures: [] });
  }
  const [{ item, identity }] = allowed;
  return {
    answer: 'pass',
    code: 'SIGNED',
    sentence: `Signed by ${identity}.`,
    found: describeSigner(item.verdict),
    evidence: allowed.map(each => each.item.digest),
  };
}
