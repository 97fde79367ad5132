import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import audit from './__fixtures__/audit-half.json';
import override from './__fixtures__/clusterpolicy-with-override.json';
import enforce from './__fixtures__/enforce-half.json';
import { askOf } from './askOf';
import { controlOf, findPolicy } from './findPolicy';
import { listControls } from './listControls';
import { parsePolicy } from './parsePolicy';

const pair = [parsePolicy(audit), parsePolicy(enforce)];
const all = [...pair, parsePolicy(override)];
const vpol = (policy: string) => ({
  source: 'KyvernoValidatingPolicy',
  policy,
});

/** What the platform's repository applies. */
function seeded(file: string) {
  const path = resolve(__dirname, '../../../../gitops/policies', file);
  return parseAllDocuments(readFileSync(path, 'utf8')).map(document =>
    parsePolicy(document.toJS()),
  );
}

describe('listControls', () => {
  it('makes one control of two halves, by their names', () => {
    expect(listControls(all)).toEqual([
      expect.objectContaining({
        id: 'disallow-latest-tag',
        title: 'Disallow Latest Tag',
        severity: 'medium',
      }),
      expect.objectContaining({
        id: 'require-team',
        title: 'require-team',
        severity: 'high',
      }),
    ]);
  });

  it('leaves a name alone when the other half is missing', () => {
    expect(listControls([pair[0]]).map(({ id }) => id)).toEqual([
      'disallow-latest-tag-audit',
    ]);
  });

  it.each([
    ['disallow-latest-tag', 'Disallow Latest Tag'],
    ['verified-images', 'Verified Images'],
  ])('knows the seed %s by its label', (id, title) => {
    const policies = seeded(`${id}.yaml`);
    expect(listControls(policies)).toMatchObject([{ id, title }]);
    expect(listControls(policies.slice(0, 1))).toMatchObject([{ id }]);
  });
});

describe('controlOf', () => {
  it('finds the policy of its source, and its control', () => {
    expect(findPolicy(vpol('disallow-latest-tag-audit'), all)).toBe(pair[0]);
    expect(
      findPolicy(
        { source: 'kyverno', policy: 'disallow-latest-tag-audit' },
        all,
      ),
    ).toBeUndefined();
    expect(controlOf(vpol('disallow-latest-tag-enforce'), all)).toBe(
      'disallow-latest-tag',
    );
    expect(controlOf({ source: 'kyverno', policy: 'require-team' }, all)).toBe(
      'require-team',
    );
  });

  it('leaves a result of a policy that is gone with its other half', () => {
    expect(controlOf(vpol('disallow-latest-tag-audit'), [pair[1]])).toBe(
      'disallow-latest-tag',
    );
    expect(controlOf(vpol('forgotten'), all)).toBe('forgotten');
  });

  it('counts a policy that Kyverno wrote for the one that it was written from', () => {
    const native = parsePolicy({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: {
        name: 'vpol-disallow-latest-tag-audit',
        ownerReferences: [
          { kind: 'ValidatingPolicy', name: 'disallow-latest-tag-audit' },
        ],
      },
      spec: {},
    });
    expect(
      controlOf(
        {
          source: 'ValidatingAdmissionPolicy',
          policy: 'vpol-disallow-latest-tag-audit',
        },
        [...all, native],
      ),
    ).toBe('disallow-latest-tag');
  });

  it('finds a policy in a namespace by both names', () => {
    const own = parsePolicy({
      ...override,
      kind: 'Policy',
      metadata: { name: 'require-team', namespace: 'shop' },
    });
    expect(
      findPolicy({ source: 'kyverno', policy: 'shop/require-team' }, [own]),
    ).toBe(own);
  });

  it('takes what other sources check for one control', () => {
    expect(
      controlOf({ source: 'Trivy Vulnerability', policy: 'CVE-2026-1' }, all),
    ).toBe('Trivy Vulnerability');
  });
});

describe('askOf', () => {
  it('is the message of the validation or of the rule', () => {
    expect(askOf(pair[0], { validation: 0 })).toMatch(/^An image needs a tag/);
    expect(askOf(all[2], { rule: 'autogen-cronjob-require-team' })).toBe(
      'The label team is required.',
    );
  });

  it('is what the policy is for when nothing says which validation failed', () => {
    const two = parsePolicy({
      ...audit,
      metadata: {
        name: 'two',
        annotations: { 'policies.kyverno.io/description': 'Both.' },
      },
      spec: {
        ...audit.spec,
        validations: [{ message: 'One.' }, { message: 'Two.' }],
      },
    });
    expect(askOf(two, { validation: 1 })).toBe('Two.');
    expect(askOf(two, {})).toBe('Both.');
  });
});
