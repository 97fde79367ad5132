import { fixturePolicy, judgedCase } from '../__testUtils__/judgedCase';
import type { EvidenceItem, ImageEvidence } from '../inspect/ImageEvidence';
import type {
  Finding,
  Predicate,
  Provenance,
  Severity,
  VulnerabilityScan,
} from '../statement/Predicate';
import { readPredicate } from '../statement/readPredicate';
import { questions } from './Check';
import { evaluatePolicy } from './evaluatePolicy';
import type { Policy } from './parsePolicy';

const policy = fixturePolicy();
const { evidence, now } = judgedCase('everything as it should be');
const component = {
  name: 'component:default/shop',
  repository: 'https://github.com/acme/shop',
};

function check(
  question: (typeof questions)[number],
  changes: Partial<ImageEvidence>,
  by: Policy = policy,
) {
  const { checks } = evaluatePolicy(
    { ...evidence, ...changes },
    { policy: by, now, component },
  );
  return checks.find(each => each.question === question);
}

/** The item of a kind, with another predicate. */
function withPredicate<P extends Predicate>(
  kind: P['kind'],
  change: (predicate: P) => Predicate,
): EvidenceItem {
  const item = evidence.items.find(({ predicate }) => predicate?.kind === kind);
  if (!item?.predicate) throw new Error(`nothing of kind ${kind}`);
  return { ...item, predicate: change(item.predicate as P) };
}

const scanWith = (changes: Partial<VulnerabilityScan>) =>
  withPredicate<VulnerabilityScan>('vulnerabilities', scan => ({
    ...scan,
    ...changes,
  }));
const provenanceWith = (changes: Partial<Provenance>) =>
  withPredicate<Provenance>('provenance', provenance => ({
    ...provenance,
    ...changes,
  }));

const finding = (severity: Severity, fixedVersion?: string): Finding => ({
  id: 'CVE-2026-1',
  severity,
  package: 'openssl',
  installedVersion: '1',
  fixedVersion,
});

describe('evaluatePolicy', () => {
  it('says what it expected, what it found, and how old that is', () => {
    expect(check('signed', {})).toEqual({
      question: 'signed',
      answer: 'pass',
      code: 'SIGNED',
      sentence: 'Signed by release pipeline.',
      expected: 'a signature by release pipeline or release key',
      found: expect.stringContaining(
        'https://github.com/acme/shop/.github/workflows/release.yaml@refs/heads/main, vouched for by https://token.actions.githubusercontent.com in public-good',
      ),
      evidence: [evidence.items[0].digest],
      asOf: evidence.asOf,
    });
    expect(check('built', {})?.sentence).toBe(
      'Built from main of https://github.com/acme/shop at 9f3c21a.',
    );
    expect(check('scanned', {})?.sentence).toBe(
      'Scanned by pkg:github/aquasecurity/trivy@0.69.0: 0 critical, 2 high, 0 medium, 40 low.',
    );
  });

  it('asks all questions where no rule says which', () => {
    const { checks, rule } = evaluatePolicy(
      { ...evidence, reference: 'no reference at all' },
      { policy, now, component },
    );
    expect(rule).toBeUndefined();
    expect(checks.map(({ question, code }) => [question, code])).toEqual(
      questions.map(question => [question, 'NO_RULE']),
    );
  });

  it.each([
    ['built', 'https://slsa.dev/provenance/v1'],
    ['built', 'https://slsa.dev/provenance/v9'],
    ['scanned', 'https://in-toto.io/attestation/vulns/v0.1'],
    ['sbom', 'https://cyclonedx.org/bom'],
    ['sbom', 'https://spdx.dev/Document/v3'],
  ] as const)(
    'does not know of %s what %s says in a form that it can not read',
    (question, predicateType) => {
      const predicate = readPredicate({
        subjects: [],
        predicateType,
        predicate: { broken: true },
      });
      const items = evidence.items
        .filter(item => item.predicate?.kind !== 'signature')
        .map(item => ({ ...item, predicate }));
      expect(check(question, { items })).toMatchObject({
        answer: 'unknown',
        code: 'STATEMENT_UNREADABLE',
      });
    },
  );

  it('takes a good statement beside one that can not be read', () => {
    const unreadable = withPredicate('sbom', () => ({
      kind: 'unreadable',
      predicateType: 'https://cyclonedx.org/bom',
      found: 'broken',
    }));
    const items = [unreadable, ...evidence.items];
    expect(check('sbom', { items })?.code).toBe('SBOM_PRESENT');
  });

  it.each([
    ['critical', 1, 'TOO_MANY_CRITICAL'],
    ['high', 2, 'SCAN_WITHIN_THRESHOLDS'],
    ['high', 3, 'TOO_MANY_HIGH'],
    ['medium', 99, 'SCAN_WITHIN_THRESHOLDS'],
    ['negligible', 99, 'SCAN_WITHIN_THRESHOLDS'],
    ['unknown', 1, 'SEVERITY_UNKNOWN'],
  ] as const)('counts findings that are %s: %i', (severity, count, code) => {
    const findings = Array.from({ length: count }, () =>
      finding(severity, '2'),
    );
    expect(check('scanned', { items: [scanWith({ findings })] })?.code).toBe(
      code,
    );
  });

  it.each([
    ['max: { critical: 0, medium: 0 }', 'medium', 'TOO_MANY_MEDIUM'],
    ['max: { critical: 0, low: 0 }', 'low', 'TOO_MANY_LOW'],
    ['max: { critical: 0, unknown: 1 }', 'unknown', 'SCAN_WITHIN_THRESHOLDS'],
  ] as const)('keeps to %s', (max, severity, code) => {
    const other = { ...policy, rules: structuredClone(policy.rules) };
    for (const { scanned } of other.rules) {
      if (scanned) scanned.max = maxOf(max);
    }
    const items = [scanWith({ findings: [finding(severity, '2')] })];
    expect(check('scanned', { items }, other)?.code).toBe(code);
  });

  it('leaves out what has no fix, only where the scan would say so', () => {
    const findings = [finding('critical')];
    expect(check('scanned', { items: [scanWith({ findings })] })?.code).toBe(
      'SCAN_WITHIN_THRESHOLDS',
    );
    expect(
      check('scanned', { items: [scanWith({ findings, fixesKnown: false })] })
        ?.code,
    ).toBe('TOO_MANY_CRITICAL');
  });

  it('does not take a result that it can not read for a clean one', () => {
    const items = [scanWith({ readable: false, findings: [] })];
    expect(check('scanned', { items })).toMatchObject({
      answer: 'unknown',
      code: 'STATEMENT_UNREADABLE',
    });
  });

  it('judges the worst of two scans of the same time', () => {
    const dirty = scanWith({ findings: [finding('critical', '2')] });
    const clean = scanWith({ findings: [] });
    for (const items of [
      [dirty, clean],
      [clean, dirty],
    ]) {
      expect(check('scanned', { items })?.code).toBe('TOO_MANY_CRITICAL');
    }
  });

  it('takes a ref from the certificate where provenance has a short one or none', () => {
    const source = (ref: string | undefined) => ({
      repository: 'https://github.com/acme/shop',
      uri: 'https://github.com/acme/shop',
      commit: undefined,
      ref,
      entryPoint: undefined,
    });
    const code = (ref: string | undefined) =>
      check('built', { items: [provenanceWith({ source: source(ref) })] })
        ?.code;
    expect(code(undefined)).toBe('BUILT_FROM_ALLOWED_SOURCE');
    expect(code('main')).toBe('BUILT_FROM_ALLOWED_SOURCE');
    expect(code('dev')).toBe('REF_NOT_ALLOWED');
    expect(code('refs/heads/dev')).toBe('REF_NOT_ALLOWED');
    expect(code('refs/tags/v1')).toBe('BUILT_FROM_ALLOWED_SOURCE');
  });

  it('takes no ref from a certificate of another repository', () => {
    const { predicate, verdict, ...item } = provenanceWith({});
    if (
      verdict.result !== 'verified' ||
      verdict.signer.kind !== 'certificate' ||
      predicate?.kind !== 'provenance' ||
      !predicate.source
    ) {
      throw new Error('provenance by a certificate');
    }
    const build = { sourceRepository: 'https://github.com/acme/blog' };
    const signer = {
      ...verdict.signer,
      build: { ...verdict.signer.build, ...build },
    };
    const other: EvidenceItem = {
      ...item,
      verdict: { ...verdict, signer },
      predicate: {
        ...predicate,
        source: { ...predicate.source, ref: undefined },
      },
    };
    const { identities } = policy;
    const anywhere: Policy = {
      ...policy,
      identities: identities.map(each => ({ ...each, repository: undefined })),
    };
    expect(check('built', { items: [other] }, anywhere)).toMatchObject({
      code: 'SOURCE_MISSING',
      found: 'no ref',
    });
  });

  it('does not know the newest scan while another may count for the component', () => {
    const rules = structuredClone(policy.rules);
    for (const { scanned } of rules) scanned?.by.push('release pipeline');
    const [signature] = evidence.items;
    const byPipeline = { ...scanWith({}), verdict: signature.verdict };
    const { checks } = evaluatePolicy(
      { ...evidence, items: [scanWith({}), byPipeline] },
      {
        policy: { ...policy, rules },
        now,
        component: { name: component.name },
      },
    );
    expect(checks.find(each => each.question === 'scanned')?.code).toBe(
      'COMPONENT_UNKNOWN',
    );
  });

  it('tells a source that is not allowed from one that is missing', () => {
    const elsewhere = {
      repository: 'https://github.com/acme/blog',
      uri: 'https://github.com/acme/blog',
      commit: undefined,
      ref: 'refs/heads/main',
      entryPoint: undefined,
    };
    expect(
      check('built', { items: [provenanceWith({ source: elsewhere })] }),
    ).toMatchObject({
      code: 'SOURCE_NOT_ALLOWED',
      sentence: 'Built from https://github.com/acme/blog.',
    });
    expect(
      check('built', { items: [provenanceWith({ builder: undefined })] }),
    ).toMatchObject({ code: 'BUILDER_NOT_ALLOWED', found: 'no builder' });
  });

  it('takes good provenance beside bad, and tells of bad what came closest', () => {
    const bad = provenanceWith({ builder: 'https://example.com/other' });
    const worse: EvidenceItem = {
      ...provenanceWith({}),
      contradictions: [
        { code: 'SOURCE_CONTRADICTED', expected: 'this', found: 'that' },
      ],
    };
    expect(check('built', { items: [worse, bad] })?.code).toBe(
      'BUILDER_NOT_ALLOWED',
    );
    expect(
      check('built', { items: [worse, bad, ...evidence.items] })?.code,
    ).toBe('BUILT_FROM_ALLOWED_SOURCE');
  });

  it('quotes evidence so that it can not steer a terminal', () => {
    const items = [
      provenanceWith({
        builder: `https://x/\u001b[31m\n\u202e${'x'.repeat(999)}`,
      }),
    ];
    const found = check('built', { items })?.found ?? '';
    expect(found).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(found.length).toBeLessThan(400);
  });

  it('knows nothing where evidence is incomplete for a reason that it is not told', () => {
    expect(check('signed', { items: [], complete: false })).toMatchObject({
      answer: 'unknown',
      code: 'EVIDENCE_UNREADABLE',
    });
  });

  it.each([
    ['signature-tag', 'NOT_VERIFIED', 'NOTHING_FOUND'],
    ['attestation-tag', 'NOTHING_FOUND', 'NOT_VERIFIED'],
    ['bundle-referrer', 'NOT_VERIFIED', 'NOT_VERIFIED'],
  ] as const)(
    'takes what does not verify in %s for what it may be',
    (storage, signed, sbom) => {
      const { items } = judgedCase(
        'one signature that does not verify beside a good one by key',
      ).evidence;
      const failed = items
        .filter(({ verdict }) => verdict.result === 'failed')
        .map(item => ({ ...item, found: { ...item.found, storage } }));
      expect(failed).toHaveLength(1);
      expect(check('signed', { items: failed })?.code).toBe(signed);
      expect(check('sbom', { items: failed })?.code).toBe(sbom);
    },
  );
});

/** `max: { critical: 0 }` as numbers. */
function maxOf(text: string): Record<string, number> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+): (\d+)/g)].map(([, name, count]) => [
      name,
      Number(count),
    ]),
  );
}
