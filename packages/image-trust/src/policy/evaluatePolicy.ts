import type { ImageEvidence } from '../inspect/ImageEvidence';
import type { Asked, Outcome } from './Asked';
import { Answer, Check, Judgement, Question, questions } from './Check';
import { ComponentContext, literalsOf } from './ComponentContext';
import { describeExpected } from './describeExpected';
import { judgeBuilt } from './judgeBuilt';
import { judgeSbom } from './judgeSbom';
import { judgeScanned } from './judgeScanned';
import { judgeSigned } from './judgeSigned';
import { matchRule } from './matchRule';
import type { PolicyRule } from './PolicyRule';
import type { Policy } from './parsePolicy';
import { componentUnknown } from './withoutPass';

/**
 * Judges an image by a policy. It is a pure function: the same evidence, policy
 * and time give the same answer, with nothing read and nothing verified again.
 *
 * - Any good signature, provenance or bill of materials passes; of scans only
 *   the newest counts.
 * - An attestation is no signature, whoever made it; see `questionOf`.
 * - What could not be read makes an answer `unknown` where it may change it.
 * - An image that no rule matches is `unknown`, with `NO_RULE`.
 *
 * @param options.now - to tell the age of scans by
 * @param options.component - whose image it is; rules may refer to it
 */
export function evaluatePolicy(
  evidence: ImageEvidence,
  options: { policy: Policy; now: Date; component?: ComponentContext },
): Judgement {
  const { policy, now, component } = options;
  const matched = matchRule(policy.rules, {
    reference: evidence.reference,
    component,
  });
  if (!matched) {
    const checks = questions.map(question =>
      toCheck(noRule(evidence.reference), {
        question,
        evidence,
        expected: 'a rule for this image',
      }),
    );
    return { answer: 'unknown', checks, policy: policy.digest };
  }
  const { rule, applies } = matched;
  const checks = questions.flatMap(question => {
    const asked: Asked = {
      evidence,
      now,
      identities: policy.identities.filter(({ name }) =>
        rule[question]?.by.includes(name),
      ),
      literals: literalsOf(component),
    };
    const outcome = judge(question, rule, asked);
    if (!outcome) return [];
    return toCheck(applies === 'yes' ? outcome : componentUnknown(), {
      question,
      evidence,
      expected: describeExpected(question, rule, asked.literals),
    });
  });
  return {
    answer: worstOf(checks),
    checks,
    policy: policy.digest,
    rule: rule.name,
  };
}

/** Undefined where the rule does not ask. */
function judge(
  question: Question,
  { signed, built, scanned, sbom }: PolicyRule,
  asked: Asked,
): Outcome | undefined {
  switch (question) {
    case 'signed':
      return signed && judgeSigned(asked);
    case 'built':
      return built && judgeBuilt(built, asked);
    case 'scanned':
      return scanned && judgeScanned(scanned, asked);
    case 'sbom':
      return sbom && judgeSbom(sbom, asked);
    default: {
      const never: never = question;
      return never;
    }
  }
}

function toCheck(
  outcome: Outcome,
  options: { question: Question; evidence: ImageEvidence; expected: string },
): Check {
  const { question, evidence, expected } = options;
  return { question, ...outcome, expected, asOf: evidence.asOf };
}

function noRule(reference: string): Outcome {
  return {
    answer: 'unknown',
    code: 'NO_RULE',
    sentence: 'The policy has no rule for this image.',
    found: reference,
    evidence: [],
  };
}

/** Nothing asked is nothing proved. */
function worstOf(checks: readonly Check[]): Answer {
  const answers = checks.map(({ answer }) => answer);
  if (answers.includes('fail')) return 'fail';
  return answers.length === 0 || answers.includes('unknown')
    ? 'unknown'
    : 'pass';
}
