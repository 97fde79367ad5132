import audit from './__fixtures__/audit-half.json';
import override from './__fixtures__/clusterpolicy-with-override.json';
import withoutRules from './__fixtures__/clusterpolicy-without-rules.json';
import notReady from './__fixtures__/enforced-but-not-ready.json';
import { parsePolicy } from './parsePolicy';

describe('parsePolicy', () => {
  it('reads a ValidatingPolicy', () => {
    expect(parsePolicy(audit)).toMatchObject({
      policy: { kind: 'ValidatingPolicy', name: 'disallow-latest-tag-audit' },
      title: 'Disallow Latest Tag',
      category: 'Best Practices',
      severity: 'medium',
      actions: ['Audit'],
      ready: true,
      background: true,
      ofWorkloads: true,
      asks: [
        { message: 'An image needs a tag other than latest, or a digest.' },
      ],
      changedAt: '2026-11-26T12:00:00.000Z',
    });
  });

  it('knows that images are of workloads', () => {
    const spec = { ...audit.spec, matchConstraints: undefined };
    const ofWorkloads = (kind: string) =>
      parsePolicy({ ...audit, kind, spec }).ofWorkloads;
    expect(ofWorkloads('ImageValidatingPolicy')).toBe(true);
    expect(ofWorkloads('ValidatingPolicy')).toBe(false);
  });

  it('reads that a policy is not ready, and why', () => {
    const { ready, readyCause } = parsePolicy(notReady);
    expect(ready).toBe(false);
    expect(readyCause).toMatch(/^Policy is not ready for reporting, missing/);
  });

  it('reads a ClusterPolicy, with what it does where', () => {
    expect(parsePolicy(override)).toMatchObject({
      policy: { kind: 'ClusterPolicy', name: 'require-team' },
      title: 'require-team',
      actions: ['Audit', 'Enforce in policed-enforce'],
      ready: true,
      background: true,
      ofWorkloads: true,
      asks: [{ rule: 'require-team', message: 'The label team is required.' }],
    });
    expect(parsePolicy(withoutRules)).toMatchObject({
      actions: [],
      scopes: [],
    });
  });

  it.each([
    ['policies.kyverno.io/v1beta1', 'ValidatingPolicy'],
    ['policies.kyverno.io/v1alpha1', 'ValidatingPolicy'],
    ['policies.kyverno.io/v1', 'ImageValidatingPolicy'],
    ['policies.kyverno.io/v1', 'NamespacedValidatingPolicy'],
    ['policies.kyverno.io/v1beta1', 'NamespacedImageValidatingPolicy'],
  ])('reads %s %s alike', (apiVersion, kind) => {
    const { policy, ...rest } = parsePolicy({ ...audit, apiVersion, kind });
    const { policy: _, ...other } = parsePolicy(audit);
    expect(policy).toMatchObject({ apiVersion, kind });
    expect(rest).toEqual(other);
  });

  it('takes the last write of its spec for its change, not one of its status', () => {
    const managedFields = [
      { time: '2026-11-26T13:00:00Z', fieldsV1: { 'f:spec': {} } },
      {
        time: '2026-11-26T14:00:00Z',
        fieldsV1: { 'f:status': {} },
        subresource: 'status',
      },
      { time: '2026-11-26T15:00:00Z', fieldsV1: { 'f:metadata': {} } },
    ];
    const policy = { ...audit, metadata: { ...audit.metadata, managedFields } };
    expect(parsePolicy(policy).changedAt).toBe('2026-11-26T13:00:00.000Z');
  });

  it('shows no address that is none', () => {
    const docsOf = (url: string) =>
      parsePolicy({
        ...audit,
        metadata: {
          ...audit.metadata,
          annotations: { 'policies.portolan.io/docs': url },
        },
      }).docsUrl;
    expect(docsOf('https://docs.example.com/tags')).toBe(
      'https://docs.example.com/tags',
    );
    expect(docsOf('data:text/html,hello')).toBeUndefined();
  });

  it('names the field of a policy that makes no sense', () => {
    const broken = { ...audit, spec: { validationActions: 'Audit' } };
    expect(() => parsePolicy(broken)).toThrow(/^spec\.validationActions: /);
    expect(() => parsePolicy({ kind: 'Pod' })).toThrow(
      'kind: Pod is no policy',
    );
  });
});
