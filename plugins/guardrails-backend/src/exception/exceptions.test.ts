import audit from '../policy/__fixtures__/audit-half.json';
import override from '../policy/__fixtures__/clusterpolicy-with-override.json';
import enforce from '../policy/__fixtures__/enforce-half.json';
import { parsePolicy } from '../policy';
import skipped from '../report/__fixtures__/skipped-by-exception.json';
import { parseReport } from '../report';
import forOnePod from './__fixtures__/for-one-pod.json';
import { coverOf } from './coverOf';
import { isExpired } from './isExpired';
import { parseException } from './parseException';
import { controlsTouched, touchesPolicy } from './touchesPolicy';

const now = new Date('2026-11-26T12:00:00Z');
const policies = [audit, enforce, override].map(parsePolicy);

function exceptionOf(spec: object) {
  return parseException({
    ...forOnePod,
    spec: { ...forOnePod.spec, ...spec },
  });
}

/** As kyverno.io writes it. */
function legacyOf(spec: object) {
  return parseException({
    apiVersion: 'kyverno.io/v2',
    kind: 'PolicyException',
    metadata: { name: 'no-team', namespace: 'exceptions' },
    spec: {
      exceptions: [
        {
          policyName: 'require-team',
          ruleNames: ['require-team', 'autogen-*'],
        },
      ],
      ...spec,
    },
  });
}

describe('parseException', () => {
  it('reads one of policies.kyverno.io', () => {
    const exception = exceptionOf({
      images: ['registry.example.com/old/*'],
      allowedValues: ['latest'],
      expiresAt: '2026-12-31T00:00:00+01:00',
      properties: { reason: 'Until the rebuild.', ticket: 'OPS-1' },
    });
    expect(exception).toEqual({
      exception: {
        apiVersion: 'policies.kyverno.io/v1',
        kind: 'PolicyException',
        name: 'bad-for-now',
        namespace: 'policed-audit',
      },
      policies: [
        {
          policy: 'disallow-latest-tag-audit',
          kind: 'ValidatingPolicy',
          rules: [],
        },
      ],
      limits: [
        'image registry.example.com/old/*',
        'value latest',
        "object.metadata.name == 'bad'",
      ],
      reason: 'Until the rebuild.',
      properties: { reason: 'Until the rebuild.', ticket: 'OPS-1' },
      expiresAt: '2026-12-30T23:00:00.000Z',
    });
  });

  it.each([
    ["object.metadata.namespace == 'shop-dev'", ['shop-dev']],
    ['namespaceObject.metadata.name in ["a", "b"]', ['a', 'b']],
    ["object.metadata.namespace != 'shop-dev'", undefined],
    ["object.metadata.namespace == 'a' || true", undefined],
  ])('knows the namespaces of %s', (expression, namespaces) => {
    const exception = exceptionOf({
      matchConditions: [{ name: 'c', expression }],
    });
    expect(exception.namespaces).toEqual(namespaces);
  });

  it('reads one of kyverno.io', () => {
    const match = {
      any: [
        { resources: { kinds: ['Pod'], namespaces: ['shop-*'] } },
        { resources: { kinds: ['Job'], namespaces: ['batch'] } },
      ],
    };
    expect(legacyOf({ match })).toMatchObject({
      policies: [
        { policy: 'require-team', rules: ['require-team', 'autogen-*'] },
      ],
      namespaces: ['shop-*', 'batch'],
    });
    // One alternative that names none can match anywhere.
    const wide = { any: [...match.any, { resources: { kinds: ['Pod'] } }] };
    expect(legacyOf({ match: wide })).not.toHaveProperty('namespaces');
  });

  it('names the field of one that makes no sense', () => {
    expect(() => exceptionOf({ expiresAt: 'soon' })).toThrow(
      /^spec\.expiresAt: /,
    );
    expect(() => exceptionOf({ policyRefs: undefined })).toThrow(
      /^spec\.policyRefs: /,
    );
    expect(() => legacyOf({ exceptions: 'all' })).toThrow(
      /^spec\.exceptions: /,
    );
  });
});

it.each([
  [undefined, false],
  ['2026-11-26T12:00:01.000Z', false],
  ['2026-11-26T12:00:00.000Z', true],
])('isExpired of %s is %s', (expiresAt, expected) => {
  expect(isExpired({ expiresAt }, now)).toBe(expected);
});

describe('touchesPolicy', () => {
  it('is by name, kind and rule', () => {
    const exception = exceptionOf({});
    const name = 'disallow-latest-tag-audit';
    expect(touchesPolicy(exception, { name })).toBe(true);
    expect(touchesPolicy(exception, { name, kind: 'ClusterPolicy' })).toBe(
      false,
    );
    expect(touchesPolicy(exception, { name: 'other' })).toBe(false);
    const legacy = legacyOf({});
    expect(
      touchesPolicy(legacy, { name: 'require-team' }, 'autogen-require-team'),
    ).toBe(true);
    expect(touchesPolicy(legacy, { name: 'require-team' }, 'another')).toBe(
      false,
    );
  });

  it('touches the control of the policy', () => {
    expect(controlsTouched(exceptionOf({}), policies)).toEqual([
      'disallow-latest-tag',
    ]);
    expect(controlsTouched(legacyOf({}), policies)).toEqual(['require-team']);
    const stranger = legacyOf({
      exceptions: [{ policyName: 'disallow-latest-tag-audit' }],
    });
    expect(controlsTouched(stranger, policies)).toEqual([]);
  });
});

describe('coverOf', () => {
  const [skip] = parseReport(skipped).results.filter(
    ({ result }) => result === 'skip',
  );

  it('is by those that the report names and that hold', () => {
    const exceptions = [exceptionOf({ expiresAt: '2026-12-31T00:00:00Z' })];
    expect(coverOf(skip, { exceptions, now })).toEqual({
      by: ['policed-audit/bad-for-now'],
    });
  });

  it('is none by an exception that has ended, though Kyverno goes on to skip', () => {
    const exceptions = [exceptionOf({ expiresAt: '2026-11-01T00:00:00Z' })];
    expect(coverOf(skip, { exceptions, now })).toEqual({
      by: [],
      broken: 'the exception policed-audit/bad-for-now has ended',
    });
  });

  it('is none by an exception that is gone', () => {
    expect(coverOf(skip, { exceptions: [], now })).toEqual({
      by: [],
      broken: 'the exception policed-audit/bad-for-now is gone',
    });
  });

  it('is none by an exception that the report does not name', () => {
    const fail = { ...skip, result: 'fail' as const, exceptions: [] };
    expect(coverOf(fail, { exceptions: [exceptionOf({})], now })).toEqual({
      by: [],
    });
  });
});
