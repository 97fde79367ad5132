import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluatePolicy } from '../policy/evaluatePolicy';
import { parsePolicy, Policy } from '../policy/parsePolicy';
import { parsePolicyCases, PolicyCase } from '../policy/PolicyCases';
import { toEvidence } from '../policy/toEvidence';

const folder = join(__dirname, '../policy/__fixtures__');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

/** The policy of the fixtures, or another text. */
export function fixturePolicy(text = read('own-images.yaml')): Policy {
  const parsed = parsePolicy(text, { path: '/policies/image-trust.yaml' });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy;
}

/** The cases of the fixtures. */
export function fixtureCases(): readonly PolicyCase[] {
  const parsed = parsePolicyCases(read('own-images.cases.yaml'));
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.cases;
}

/** The evidence of a case of the fixtures, and what their policy says of it. */
export function judgedCase(name: string) {
  const found = fixtureCases().find(each => each.name === name);
  if (!found) throw new Error(`no case '${name}'`);
  const evidence = toEvidence(found);
  const judgement = evaluatePolicy(evidence, {
    policy: fixturePolicy(),
    now: found.at,
    component: found.component,
  });
  return { evidence, judgement, now: found.at };
}
