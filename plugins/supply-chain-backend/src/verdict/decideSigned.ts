import { fromImageCheck } from './fromImageCheck';
import { Judged, whyNotJudged } from './Inspection';
import type { Outcome } from './Outcome';

/** Whether somebody who may has signed the image. Pure. */
export function decideSigned(judged: Judged): Outcome {
  const expected = 'a signature by an identity that the policy allows';
  return (
    whyNotJudged(judged, expected) ??
    fromImageCheck('signed', judged.judgement, expected)
  );
}
