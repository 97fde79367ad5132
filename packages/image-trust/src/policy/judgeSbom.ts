import type { Asked, Outcome, VerifiedItem } from './Asked';
import type { SbomRule } from './PolicyRule';
import { quote } from './quote';
import { sortEvidence } from './sortEvidence';
import { statementUnreadable } from './statementUnreadable';
import { withoutPass } from './withoutPass';

/** Any signed bill of materials in an accepted format is enough. */
export function judgeSbom(rule: SbomRule, asked: Asked): Outcome {
  const sorted = sortEvidence('sbom', asked);
  const outcomes = sorted.allowed.map(({ item }) => examine(item, rule));
  return (
    outcomes.find(({ answer }) => answer === 'pass') ??
    withoutPass('sbom', sorted, { failures: outcomes })
  );
}

function examine(item: VerifiedItem, { formats }: SbomRule): Outcome {
  const { predicate, digest } = item;
  if (predicate?.kind !== 'sbom') return statementUnreadable(item);
  const { format, version, components } = predicate;
  const name = [format, quote(version ?? '', 20)].filter(Boolean).join(' ');
  const found = `${name} with ${components} components`;
  if (formats && !formats.includes(format)) {
    return {
      answer: 'fail',
      code: 'NOTHING_FOUND',
      sentence: `No bill of materials as ${formats.join(' or ')}.`,
      found,
      evidence: [digest],
    };
  }
  return {
    answer: 'pass',
    code: 'SBOM_PRESENT',
    sentence: `Bill of materials: ${found}.`,
    found,
    evidence: [digest],
  };
}
