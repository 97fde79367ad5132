import audit from './__fixtures__/audit-half.json';
import lowerCase from './__fixtures__/clusterpolicy-lower-case-enforce.json';
import override from './__fixtures__/clusterpolicy-with-override.json';
import enforce from './__fixtures__/enforce-half.json';
import type { NamespaceFacts } from './NamespaceFacts';
import { parseBinding } from './parseBinding';
import { parsePolicy } from './parsePolicy';
import { stageIn } from './stageIn';
import { stageOfControl } from './stageOfControl';

const named = (name: string, labels: Record<string, string> = {}) => ({
  name,
  labels,
});
const auditing = named('policed-audit', { policed: 'yes', stage: 'audit' });
const enforcing = named('policed-enforce', {
  policed: 'yes',
  stage: 'enforce',
});
const strange = named('kube-system');
const unreadable: NamespaceFacts = { name: 'policed-audit' };

const unreadableCause = {
  stage: 'unknown',
  cause: 'the labels of the namespace can not be read',
};

/** A ClusterPolicy with one rule, for pods. */
function legacy(rule: object, spec: object = {}) {
  return parsePolicy({
    apiVersion: 'kyverno.io/v1',
    kind: 'ClusterPolicy',
    metadata: { name: 'legacy' },
    spec: {
      rules: [
        {
          name: 'rule',
          match: { any: [{ resources: { kinds: ['Pod'] } }] },
          validate: { failureAction: 'Enforce' },
          ...rule,
        },
      ],
      ...spec,
    },
  });
}

function changed(policy: typeof audit | typeof enforce, spec: object) {
  return parsePolicy({ ...policy, spec: { ...policy.spec, ...spec } });
}

describe('stageIn of a ValidatingPolicy', () => {
  it.each([
    ['audit', audit, auditing, { stage: 'audit' }],
    ['audit', audit, enforcing, { stage: 'off' }],
    ['audit', audit, strange, { stage: 'off' }],
    ['enforce', enforce, auditing, { stage: 'off' }],
    ['enforce', enforce, enforcing, { stage: 'enforce' }],
    ['audit', audit, unreadable, unreadableCause],
  ])('for %s half in a namespace', (_, policy, namespace, expected) => {
    expect(stageIn(parsePolicy(policy), namespace)).toEqual(expected);
  });

  const selecting = (operator: string, values?: string[]) =>
    changed(audit, {
      matchConstraints: {
        namespaceSelector: {
          matchExpressions: [
            { key: 'team', operator, ...(values ? { values } : {}) },
          ],
        },
      },
    });

  it.each([
    ['In', ['shop'], 'shop', 'audit'],
    ['In', ['shop'], 'pay', 'off'],
    ['In', ['shop'], undefined, 'off'],
    ['NotIn', ['shop'], 'shop', 'off'],
    ['NotIn', ['shop'], 'pay', 'audit'],
    ['NotIn', ['shop'], undefined, 'audit'],
    ['Exists', undefined, 'shop', 'audit'],
    ['Exists', undefined, undefined, 'off'],
    ['DoesNotExist', undefined, 'shop', 'off'],
    ['DoesNotExist', undefined, undefined, 'audit'],
    ['Near', ['shop'], 'shop', 'unknown'],
  ])('selects with %s %j a label %s: %s', (operator, values, team, stage) => {
    const labels: Record<string, string> = team ? { team } : {};
    expect(
      stageIn(selecting(operator, values), named('ns', labels)).stage,
    ).toBe(stage);
  });

  it('knows the name of a namespace that could not be read', () => {
    const policy = changed(audit, {
      matchConstraints: {
        namespaceSelector: {
          matchLabels: { 'kubernetes.io/metadata.name': 'shop-prod' },
        },
      },
    });
    expect(stageIn(policy, { name: 'shop-prod' }).stage).toBe('audit');
    expect(stageIn(policy, { name: 'shop-dev' }).stage).toBe('off');
  });

  it('does not guess what an expression chooses', () => {
    const expression = "namespaceObject.metadata.labels['stage'] == 'enforce'";
    const policy = changed(enforce, {
      matchConstraints: {},
      matchConditions: [{ name: 'stage', expression }],
    });
    expect(stageIn(policy, auditing)).toEqual({
      stage: 'unknown',
      cause: 'its matchConditions choose namespaces by an expression',
    });
    const ofObjects = changed(enforce, {
      matchConstraints: {},
      matchConditions: [
        { name: 'web', expression: "object.metadata.name == 'web'" },
      ],
    });
    expect(stageIn(ofObjects, auditing).stage).toBe('enforce');
  });

  it.each([
    ['only warns', { validationActions: ['Warn'] }, 'audit'],
    [
      'is not asked at admission',
      { evaluation: { admission: { enabled: false } } },
      'audit',
    ],
    ['is for documents', { evaluation: { mode: 'JSON' } }, 'off'],
    ['says nothing', { validationActions: null }, 'unknown'],
  ])('of one that %s', (_, spec, stage) => {
    expect(stageIn(changed(enforce, spec), enforcing).stage).toBe(stage);
  });

  it('holds in its own namespace only, when it stands in one', () => {
    const policy = parsePolicy({
      ...enforce,
      kind: 'NamespacedValidatingPolicy',
      metadata: { name: 'own', namespace: 'policed-enforce' },
      spec: { ...enforce.spec, matchConstraints: {} },
    });
    expect(stageIn(policy, enforcing).stage).toBe('enforce');
    expect(stageIn(policy, auditing).stage).toBe('off');
  });
});

describe('stageIn of a ClusterPolicy', () => {
  it.each([
    ['its own action', override, auditing, 'audit'],
    ['an override by name', override, enforcing, 'enforce'],
    ['no match', override, strange, 'off'],
    ['lower case for the whole policy', lowerCase, auditing, 'enforce'],
  ])('by %s', (_, policy, namespace, stage) => {
    expect(stageIn(parsePolicy(policy), namespace).stage).toBe(stage);
  });

  const byLabel = {
    validate: {
      failureAction: 'audit',
      failureActionOverrides: [
        {
          action: 'enforce',
          namespaces: ['policed-*'],
          namespaceSelector: { matchLabels: { stage: 'enforce' } },
        },
      ],
    },
  };

  it('needs both the name and the labels of an override', () => {
    const policy = legacy(byLabel);
    expect(stageIn(policy, enforcing)).toEqual({ stage: 'enforce' });
    expect(stageIn(policy, auditing)).toEqual({ stage: 'audit' });
    expect(stageIn(policy, named('other', { stage: 'enforce' })).stage).toBe(
      'audit',
    );
    expect(stageIn(policy, unreadable)).toEqual(unreadableCause);
    // Its name alone says that the override is not for it.
    expect(stageIn(policy, { name: 'other' }).stage).toBe('audit');
  });

  it('leaves what the whole policy says to rules that say nothing', () => {
    const spec = {
      validationFailureAction: 'Audit',
      validationFailureActionOverrides: [
        { action: 'enforce', namespaces: ['policed-enforce'] },
      ],
    };
    expect(stageIn(legacy({ validate: {} }, spec), enforcing).stage).toBe(
      'enforce',
    );
    const saying = { validate: { failureAction: 'Audit' } };
    expect(stageIn(legacy(saying, spec), enforcing).stage).toBe('audit');
  });

  it.each([
    [
      'a namespace by name',
      { any: [{ resources: { namespaces: ['policed-*'] } }] },
      'off',
    ],
    [
      'a namespace by label',
      {
        any: [
          {
            resources: {
              kinds: ['Pod'],
              namespaceSelector: { matchLabels: { stage: 'enforce' } },
            },
          },
        ],
      },
      'off',
    ],
    [
      'both, of which one fails',
      {
        all: [
          { resources: { namespaces: ['policed-*'] } },
          { resources: { namespaces: ['x'] } },
        ],
      },
      'enforce',
    ],
    [
      'some pods of it',
      { any: [{ resources: { namespaces: ['policed-*'], names: ['web'] } }] },
      'enforce',
    ],
    [
      'another kind',
      {
        any: [{ resources: { kinds: ['Service'], namespaces: ['policed-*'] } }],
      },
      'enforce',
    ],
    [
      'some people',
      { any: [{ subjects: [{ kind: 'User', name: 'jane' }] }] },
      'enforce',
    ],
    [
      'as it was written before',
      { resources: { namespaces: ['policed-*'] } },
      'off',
    ],
  ])('excludes %s', (_, exclude, stage) => {
    expect(stageIn(legacy({ exclude }), enforcing).stage).toBe(stage);
  });

  it.each([
    [
      'all of several',
      {
        all: [
          { resources: { namespaces: ['policed-*'] } },
          {
            resources: {
              namespaceSelector: { matchLabels: { stage: 'audit' } },
            },
          },
        ],
      },
      'off',
    ],
    [
      'any of several',
      {
        any: [
          { resources: { namespaces: ['x'] } },
          {
            resources: {
              namespaceSelector: { matchLabels: { stage: 'enforce' } },
            },
          },
        ],
      },
      'enforce',
    ],
    [
      'as it was written before',
      { resources: { kinds: ['Pod'], namespaces: ['x'] } },
      'off',
    ],
  ])('matches %s', (_, match, stage) => {
    expect(stageIn(legacy({ match }), enforcing).stage).toBe(stage);
  });

  it('refuses nothing when it is not asked at admission, or only changes objects', () => {
    expect(stageIn(legacy({}, { admission: false }), enforcing).stage).toBe(
      'audit',
    );
    expect(
      stageIn(legacy({ validate: undefined, mutate: {} }), enforcing).stage,
    ).toBe('off');
  });

  it('takes what image verification says, too', () => {
    const rule = {
      validate: undefined,
      verifyImages: [{ failureAction: 'Enforce' }],
    };
    expect(stageIn(legacy(rule), enforcing).stage).toBe('enforce');
  });

  it('does not guess what preconditions choose', () => {
    const preconditions = {
      all: [{ key: '{{request.namespace}}', operator: 'Equals', value: 'x' }],
    };
    expect(stageIn(legacy({ preconditions }), enforcing).stage).toBe('unknown');
  });
});

describe('stageIn of a ValidatingAdmissionPolicy', () => {
  const policy = parsePolicy({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'replicas' },
    spec: {
      matchConstraints: {
        resourceRules: [{ resources: ['deployments'] }],
        namespaceSelector: { matchLabels: { policed: 'yes' } },
      },
      validations: [
        { expression: 'object.spec.replicas <= 5', message: 'At most 5.' },
      ],
    },
  });
  const binding = (name: string, stage: string, actions: string[]) =>
    parseBinding({
      metadata: { name },
      spec: {
        policyName: 'replicas',
        validationActions: actions,
        matchResources: { namespaceSelector: { matchLabels: { stage } } },
      },
    });
  const bindings = [
    binding('audit', 'audit', ['Audit']),
    binding('enforce', 'enforce', ['Deny']),
  ];

  it.each([
    ['audit', auditing, 'audit'],
    ['enforce', enforcing, 'enforce'],
    ['no binding that selects it', named('x', { policed: 'yes' }), 'off'],
    [
      'a policy that does not select it',
      named('x', { stage: 'enforce' }),
      'off',
    ],
  ])('by %s', (_, namespace, stage) => {
    expect(stageIn(policy, namespace, { bindings }).stage).toBe(stage);
  });

  it('is off without bindings, and unknown when they can not be read', () => {
    expect(stageIn(policy, enforcing, { bindings: [] })).toEqual({
      stage: 'off',
    });
    expect(stageIn(policy, enforcing)).toEqual({
      stage: 'unknown',
      cause: 'its bindings can not be read',
    });
  });
});

describe('stageOfControl', () => {
  const pair = [parsePolicy(audit), parsePolicy(enforce)];

  it('is what the half says that selects the namespace', () => {
    expect(stageOfControl(pair, auditing)).toMatchObject({
      stage: 'audit',
      policies: [{ name: 'disallow-latest-tag-audit' }],
      background: true,
      ready: true,
      ofWorkloads: true,
    });
    expect(stageOfControl(pair, enforcing).stage).toBe('enforce');
    expect(stageOfControl(pair, strange)).toEqual({
      stage: 'off',
      policies: [],
      background: false,
      ofWorkloads: false,
    });
  });

  it('is the strongest of those that select it; what nobody knows is stronger than audit', () => {
    const everywhere = changed(enforce, { matchConstraints: {} });
    const nobodyKnows = changed(audit, {
      matchConstraints: {},
      validationActions: [],
    });
    expect(stageOfControl([pair[0], everywhere], auditing).stage).toBe(
      'enforce',
    );
    expect(stageOfControl([pair[0], nobodyKnows], auditing).stage).toBe(
      'unknown',
    );
    expect(stageOfControl([nobodyKnows, everywhere], auditing).stage).toBe(
      'enforce',
    );
  });
});
