import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtureCases, fixturePolicy } from '../__testUtils__/judgedCase';
import { parsePolicyCases } from './PolicyCases';
import { testPolicy } from './testPolicy';

const read = (name: string) =>
  readFileSync(join(__dirname, '__fixtures__', name), 'utf8');

const policy = fixturePolicy();
const cases = fixtureCases();

describe('testPolicy', () => {
  it.each(cases.map(described => [described.name, described] as const))(
    'judges: %s',
    (_, described) => {
      expect(testPolicy(policy, [described])).toMatchObject([
        { name: described.name, differences: [] },
      ]);
    },
  );

  it('says what differs', () => {
    const [described] = cases;
    const [{ differences }] = testPolicy(policy, [
      {
        ...described,
        evidence: [],
        expect: {
          answer: 'pass',
          rule: 'another',
          signed: 'pass',
          built: 'NOTHING_FOUND',
        },
      },
    ]);
    expect(differences).toEqual([
      'answer: expected pass, got fail.',
      "rule: expected 'another', got 'our images'.",
      'signed: expected pass, got fail (NOTHING_FOUND): Not signed.',
    ]);
  });

  it('refuses cases that could not fail, with the line', () => {
    const text = read('own-images.cases.yaml').replace(
      /expect: \{ sbom: NOTHING_FOUND \}/,
      'expect: {}',
    );
    const line =
      text.split('\n').findIndex(each => each.includes('expect: {}')) + 1;
    expect(parsePolicyCases(text)).toMatchObject({
      problems: [
        {
          line,
          field: `cases[${cases.length - 1}].expect`,
          problem: 'expects nothing, so it could not fail',
        },
      ],
    });
  });
});
