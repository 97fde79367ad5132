import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { fixtureCases, judgedCase } from '../__testUtils__/judgedCase';
import { checkCodes } from '../policy/Check';
import { readPredicate } from '../statement/readPredicate';
import { buildReport } from './buildReport';
import { codeDescriptions } from './codeDescriptions';
import { formatTable } from './formatTable';
import { formatTree } from './formatTree';
import { Report, reportSchema } from './Report';
import { ansiStyle, plainStyle } from './Style';
import { toSarif } from './toSarif';
import { toVsa } from './toVsa';

function reportOf(name: string): Report {
  const { evidence, judgement } = judgedCase(name);
  return buildReport(evidence, judgement);
}

const good = 'everything as it should be';
const bad = 'a newer scan with findings beside an older clean one';
const undecided = 'a place that could not be read';
const now = new Date('2026-03-02T12:10:00Z');

describe('buildReport', () => {
  const schema = JSON.parse(
    readFileSync(join(__dirname, '../../schema/report.v1.json'), 'utf8'),
  );
  const validate = addFormats(new Ajv({ strict: true })).compile(schema);

  it.each(fixtureCases().map(({ name }) => name))(
    'keeps to the published schema: %s',
    name => {
      const report = JSON.parse(JSON.stringify(reportOf(name)));
      expect([validate(report), validate.errors]).toEqual([true, null]);
      expect(reportSchema.parse(report)).toEqual(report);
    },
  );

  it('holds everything that the evidence and the judgement hold', () => {
    const { evidence, judgement } = judgedCase(good);
    expect(buildReport(evidence, judgement)).toMatchObject({
      image: { reference: evidence.reference, digest: evidence.digest },
      judgement: { answer: 'pass', rule: 'our images' },
      evidence: [
        {
          result: 'verified',
          trustDomains: ['public-good'],
          signer: {
            kind: 'certificate',
            build: { sourceRef: 'refs/heads/main' },
          },
          says: { kind: 'signature' },
          times: [{ time: '2026-03-01T10:00:00.000Z' }],
        },
        { says: { kind: 'provenance' } },
        { says: { kind: 'vulnerabilities' } },
        { says: { kind: 'sbom' } },
      ],
      complete: true,
    });
    expect(buildReport(evidence)).not.toHaveProperty('judgement');
    expect(reportOf(undecided)).toMatchObject({
      complete: false,
      unreadable: [{ code: 'UNREACHABLE' }],
    });
  });

  it('keeps a predicate of every kind to the schema', () => {
    const { evidence } = judgedCase(good);
    const statements = [
      ['https://openvex.dev/ns/v0.2.0', { statements: [] }],
      [
        'https://slsa.dev/verification_summary/v1',
        { verifier: { id: 'v' }, verificationResult: 'PASSED' },
      ],
      ['https://example.com/mine', {}],
      ['https://slsa.dev/provenance/v1', {}],
    ] as const;
    const items = statements.map(([predicateType, predicate]) => ({
      ...evidence.items[0],
      predicate: readPredicate({ subjects: [], predicateType, predicate }),
    }));
    const report = buildReport({ ...evidence, items });
    expect([validate(report), validate.errors]).toEqual([true, null]);
    const tree = formatTree(report, { now });
    expect(tree).toContain('● Statement on vulnerabilities');
    expect(tree).toContain('● Verification summary');
    expect(tree).toContain('https://example.com/mine');
    expect(tree).toContain('◇ Statement that can not be read');
  });
});

describe('toVsa', () => {
  const options = {
    verifier: 'https://verifier.example.com',
    policyUri: 'https://example.com/image-trust.yaml',
    timeVerified: now,
  };

  it('summarises what passed, with what it rests on', () => {
    const report = reportOf(good);
    const statement = toVsa(report, options);
    expect(statement).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        {
          name: 'registry.example.com/acme/shop',
          digest: { sha256: report.image.digest.slice(7) },
        },
      ],
      predicateType: 'https://slsa.dev/verification_summary/v1',
      predicate: {
        verifier: { id: 'https://verifier.example.com' },
        timeVerified: '2026-03-02T12:10:00.000Z',
        resourceUri: `pkg:oci/shop@sha256%3A${report.image.digest.slice(
          7,
        )}?repository_url=registry.example.com%2Facme%2Fshop&tag=1.8.2`,
        policy: {
          uri: 'https://example.com/image-trust.yaml',
          digest: { sha256: report.judgement?.policy.slice(7) },
        },
        inputAttestations: report.evidence.map(({ blob }) => ({
          digest: { sha256: blob.slice(7) },
        })),
        verificationResult: 'PASSED',
        verifiedLevels: [
          'IMAGE_TRUST_SIGNED',
          'SLSA_BUILD_LEVEL_1',
          'IMAGE_TRUST_SCANNED',
          'IMAGE_TRUST_SBOM',
        ],
        slsaVersion: '1.0',
      },
    });
    expect(
      toVsa(report, { ...options, buildLevel: 3 })?.predicate.verifiedLevels,
    ).toContain('SLSA_BUILD_LEVEL_3');
  });

  it('is one that we read ourselves', () => {
    const statement = toVsa(reportOf(bad), options);
    expect(
      readPredicate({
        subjects: [],
        predicateType: statement?.predicateType ?? '',
        predicate: statement?.predicate,
      }),
    ).toMatchObject({
      kind: 'verification-summary',
      result: 'FAILED',
      levels: ['FAILED'],
      policy: options.policyUri,
      verifiedAt: now,
    });
  });

  it('summarises nothing where nothing was decided', () => {
    expect(toVsa(reportOf(undecided), options)).toBeUndefined();
    const { evidence } = judgedCase(good);
    expect(toVsa(buildReport(evidence), options)).toBeUndefined();
  });
});

describe('toSarif', () => {
  it('has a result for each check, and a rule for each code', () => {
    const log = toSarif([reportOf(good), reportOf(bad), reportOf(undecided)], {
      version: '1.2.3',
    });
    const [run] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual([...checkCodes]);
    expect(run.results).toHaveLength(12);
    for (const { ruleId, ruleIndex } of run.results) {
      expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    }
    expect(
      run.results.find(({ ruleId }) => ruleId === 'TOO_MANY_CRITICAL'),
    ).toMatchObject({
      kind: 'fail',
      level: 'error',
      message: {
        text: 'registry.example.com/acme/shop:1.8.2: 1 critical vulnerability, and 0 are accepted.',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: {
              uri: expect.stringMatching(
                /^oci:\/\/registry\.example\.com\/acme\/shop:1\.8\.2@sha256:/,
              ),
            },
          },
        },
      ],
    });
    expect(
      run.results.find(({ ruleId }) => ruleId === 'EVIDENCE_UNREADABLE'),
    ).toMatchObject({ kind: 'open', level: 'warning' });
    const fingerprints = run.results.map(({ partialFingerprints }) =>
      JSON.stringify(partialFingerprints),
    );
    // Three reports on one image: the same four alerts each time.
    expect(new Set(fingerprints).size).toBe(4);
    expect(Object.keys(codeDescriptions).sort()).toEqual(
      [...checkCodes].sort(),
    );
  });
});

describe('formatTable', () => {
  it('has a row for each image, and why it does not pass', () => {
    const { evidence } = judgedCase('unsigned');
    const unjudged = buildReport({ ...evidence, reference: 'other.example/x' });
    expect(
      formatTable([
        reportOf(good),
        reportOf('the component is not known'),
        unjudged,
      ]),
    ).toMatchInlineSnapshot(`
      "IMAGE                                 ANSWER      SIGNED               BUILT                        SCANNED                   SBOM
      registry.example.com/acme/shop:1.8.2  ● accepted  ● SIGNED             ● BUILT_FROM_ALLOWED_SOURCE  ● SCAN_WITHIN_THRESHOLDS  ● SBOM_PRESENT
      registry.example.com/acme/shop:1.8.2  ◇ unknown   ◇ COMPONENT_UNKNOWN  –                            –                         –
        ◇ The policy asks about the component, and which component and repository this image belongs to was not said.
      other.example/x                       not judged  –                    –                            –                         –
      "
    `);
  });

  it('colours what it is told to, and aligns all the same', () => {
    const reports = [reportOf(good), reportOf(undecided)];
    const coloured = formatTable(reports, { style: ansiStyle });
    expect(stripVTControlCharacters(coloured)).toBe(formatTable(reports));
    expect(coloured).toContain('\u001b[32m● SIGNED\u001b[39m');
    expect(coloured).not.toContain('\u001b[32m◇');
    expect(formatTable(reports, { style: plainStyle })).not.toContain('\u001b');
  });
});

describe('formatTree', () => {
  it('says who, what, when and from which commit', () => {
    expect(formatTree(reportOf(bad), { now })).toMatchInlineSnapshot(`
      "registry.example.com/acme/shop:1.8.2
      sha256:0dec42f6941f0d226a38fe067ced1f5835275e5c546059e20f4091e06b8b4f8a
      as of 2026-03-02T12:00:00.000Z, 10 min ago

      ■ Refused, by rule 'our images'
      ├─ ■ signed: Not signed. NOTHING_FOUND
      │  ├─ expected a signature by release pipeline or release key
      │  └─ found nothing
      ├─ ■ built: No provenance. NOTHING_FOUND
      │  ├─ expected provenance by release pipeline, builder https://github.com/acme/*/.github/workflows/release.yaml@refs/heads/main, from https://github.com/acme/shop, at refs/heads/main or refs/tags/v*
      │  └─ found nothing
      ├─ ■ scanned: 1 critical vulnerability, and 0 are accepted. TOO_MANY_CRITICAL
      │  ├─ expected a scan by scanner, with pkg:github/aquasecurity/trivy@*, not older than 24h, ≤ 0 critical, ≤ 2 high, fixable ones only
      │  └─ found 1 critical, 0 high, 0 medium, 0 low
      └─ ■ sbom: No bill of materials. NOTHING_FOUND
         ├─ expected a bill of materials by release pipeline or scanner as cyclonedx
         └─ found nothing

      Evidence
      ├─ ● Scan
      │  ├─ who https://github.com/acme/scans/.github/workflows/scan.yaml@refs/heads/main
      │  ├─ issuer https://token.actions.githubusercontent.com
      │  ├─ trusted by public-good
      │  ├─ when 2026-03-02T06:00:00.000Z, says a timestamp authority
      │  ├─ scanner pkg:github/aquasecurity/trivy@0.69.0
      │  ├─ findings 1 critical, 2 high, 40 low
      │  └─ stored bundle-referrer, sha256:707696635221a9b75c8d4e038d5674c0976e6209ca21b4b26a221cedcb63a471
      └─ ● Scan
         ├─ who https://github.com/acme/scans/.github/workflows/scan.yaml@refs/heads/main
         ├─ issuer https://token.actions.githubusercontent.com
         ├─ trusted by public-good
         ├─ when 2026-03-02T07:00:00.000Z, says a timestamp authority
         ├─ scanner pkg:github/aquasecurity/trivy@0.69.0
         ├─ findings 1 critical
         └─ stored bundle-referrer, sha256:3bcec4e760bf1034b883cfb718ea3c1b787ac7aed8a3db744113c2875814da9b
      "
    `);
  });

  it('shows what could not be read, what nobody signed, and the index', () => {
    const { evidence, judgement } = judgedCase(undecided);
    const [{ digest }] = evidence.items;
    expect(
      formatTree(
        buildReport(
          {
            ...evidence,
            subjects: [...evidence.subjects, { digest, role: 'index' }],
            claims: [
              {
                manifest: digest,
                blob: digest,
                predicateType: 'https://slsa.dev/provenance/v0.2',
              },
            ],

            other: [
              {
                manifest: digest,
                artifactType: 'application/vnd.cncf.notary.signature',
              },
            ],

            unreadableDomains: [
              { name: 'internal', code: 'ROOT_UNREADABLE', found: 'no route' },
            ],
          },
          judgement,
        ),
        { now },
      ),
    ).toMatchInlineSnapshot(`
      "registry.example.com/acme/shop:1.8.2
      sha256:0dec42f6941f0d226a38fe067ced1f5835275e5c546059e20f4091e06b8b4f8a
      listed by sha256:217ad2cf188f33ee16ed7a297960573cf0959b2e5b131b57d3e65c560ee045d9
      as of 2026-03-02T12:00:00.000Z, 10 min ago

      ◇ Undecided, by rule 'our images'
      ├─ ● signed: Signed by release pipeline.
      ├─ ◇ built: Nobody can say now whether there is provenance that counts: referrers of the image (UNREACHABLE) could not be read. EVIDENCE_UNREADABLE
      │  ├─ expected provenance by release pipeline, builder https://github.com/acme/*/.github/workflows/release.yaml@refs/heads/main, from https://github.com/acme/shop, at refs/heads/main or refs/tags/v*
      │  └─ found referrers of the image (UNREACHABLE) could not be read
      ├─ ◇ scanned: Nobody can say now whether there is a newer scan: referrers of the image (UNREACHABLE) could not be read. EVIDENCE_UNREADABLE
      │  ├─ expected a scan by scanner, with pkg:github/aquasecurity/trivy@*, not older than 24h, ≤ 0 critical, ≤ 2 high, fixable ones only
      │  └─ found 0 critical, 2 high, 0 medium, 40 low; and referrers of the image (UNREACHABLE) could not be read
      └─ ◇ sbom: Nobody can say now whether there is a bill of materials that counts: referrers of the image (UNREACHABLE) could not be read. EVIDENCE_UNREADABLE
         ├─ expected a bill of materials by release pipeline or scanner as cyclonedx
         └─ found referrers of the image (UNREACHABLE) could not be read

      Evidence
      ├─ ● Signature
      │  ├─ who https://github.com/acme/shop/.github/workflows/release.yaml@refs/heads/main
      │  ├─ issuer https://token.actions.githubusercontent.com
      │  ├─ trusted by public-good
      │  ├─ run of https://github.com/acme/shop, commit 9f3c21a0c1d2e3f405162738495a6b7c8d9e0f10, refs/heads/main
      │  ├─ when 2026-03-01T10:00:00.000Z, says a timestamp authority
      │  └─ stored bundle-referrer, sha256:217ad2cf188f33ee16ed7a297960573cf0959b2e5b131b57d3e65c560ee045d9
      └─ ● Scan
         ├─ who https://github.com/acme/scans/.github/workflows/scan.yaml@refs/heads/main
         ├─ issuer https://token.actions.githubusercontent.com
         ├─ trusted by public-good
         ├─ when 2026-03-02T06:00:00.000Z, says a timestamp authority
         ├─ scanner pkg:github/aquasecurity/trivy@0.69.0
         ├─ findings 1 critical, 2 high, 40 low
         └─ stored bundle-referrer, sha256:3bcec4e760bf1034b883cfb718ea3c1b787ac7aed8a3db744113c2875814da9b

      Claims that nobody signed
      └─ https://slsa.dev/provenance/v0.2 sha256:217ad2cf188f33ee16ed7a297960573cf0959b2e5b131b57d3e65c560ee045d9

      Artifacts of other kinds
      └─ application/vnd.cncf.notary.signature sha256:217ad2cf188f33ee16ed7a297960573cf0959b2e5b131b57d3e65c560ee045d9

      Could not be read
      ├─ ◇ referrers of the image UNREACHABLE the case says so
      └─ ◇ trust domain internal ROOT_UNREADABLE no route
      "
    `);
  });

  it('says that there is nothing, only where all was read', () => {
    const { evidence } = judgedCase('unsigned');
    const text = (complete: boolean) =>
      formatTree(buildReport({ ...evidence, complete }), { now });
    expect(text(true)).toContain('Nothing that is signed was found.');
    expect(text(false)).not.toContain('Nothing that is signed');
  });

  it('lets no evidence steer the terminal', () => {
    const { evidence, judgement } = judgedCase(good);
    const hostile = '\u001b[2J\n● signed\u202e\u0007';
    const items = evidence.items.map(item => ({
      ...item,
      predicate: { kind: 'other' as const, predicateType: hostile },
    }));
    const report = buildReport(
      {
        ...evidence,
        reference: hostile,
        items,
        claims: [
          {
            manifest: evidence.digest,
            blob: evidence.digest,
            predicateType: hostile,
          },
        ],
        unreadable: [{ at: hostile, code: 'DENIED', found: hostile }],
      },
      judgement,
    );
    for (const text of [formatTree(report, { now }), formatTable([report])]) {
      expect(text.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
      expect(text).not.toMatch(/^● signed/m);
    }
  });
});
