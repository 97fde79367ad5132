import { Judgement, questions } from './Check';
import { evaluatePolicy } from './evaluatePolicy';
import type { Policy } from './parsePolicy';
import type { PolicyCase } from './PolicyCases';
import { toEvidence } from './toEvidence';

export type PolicyCaseResult = {
  name: string;
  /** What differs, one sentence each; empty where the policy answers as expected. */
  differences: readonly string[];
  judgement: Judgement;
};

/** Judges cases by a policy and compares the answers with the expected ones. */
export function testPolicy(
  policy: Policy,
  cases: readonly PolicyCase[],
): PolicyCaseResult[] {
  return cases.map(described => {
    const { name, at: now, component } = described;
    const judgement = evaluatePolicy(toEvidence(described), {
      policy,
      now,
      component,
    });
    return {
      name,
      differences: compare(described.expect, judgement),
      judgement,
    };
  });
}

function compare(
  expected: PolicyCase['expect'],
  { answer, rule, checks }: Judgement,
): string[] {
  const differences: string[] = [];
  if (expected.answer && expected.answer !== answer) {
    differences.push(`answer: expected ${expected.answer}, got ${answer}.`);
  }
  if (expected.rule && expected.rule !== rule) {
    differences.push(
      `rule: expected '${expected.rule}', got ${rule ? `'${rule}'` : 'none'}.`,
    );
  }
  for (const question of questions) {
    const wanted = expected[question];
    const check = checks.find(each => each.question === question);
    if (!wanted) continue;
    if (!check) {
      differences.push(
        `${question}: expected ${wanted}, and the rule does not ask.`,
      );
    } else if (wanted !== check.answer && wanted !== check.code) {
      differences.push(
        `${question}: expected ${wanted}, got ${check.answer} (${check.code}): ${check.sentence}`,
      );
    }
  }
  return differences;
}
