import { quote } from '../policy/quote';
import { severities } from '../statement/Predicate';
import type { Branch } from './renderTree';
import type { ReportedEvidence } from './Report';
import { plainStyle, shapes, Style } from './Style';

type VerifiedEvidence = Extract<ReportedEvidence, { result: 'verified' }>;
type Says = VerifiedEvidence['says'];
type Line = readonly [name: string, text: string | undefined];

const kinds: Record<Says['kind'], string> = {
  signature: 'Signature',
  provenance: 'Provenance',
  vulnerabilities: 'Scan',
  sbom: 'Bill of materials',
  vex: 'Statement on vulnerabilities',
  'verification-summary': 'Verification summary',
  other: 'Statement',
  unreadable: 'Statement that can not be read',
};

/** One piece of evidence: who, when, what it says, and where it lies. */
export function evidenceBranch(
  evidence: ReportedEvidence,
  options: { style?: Style },
): Branch {
  const { style = plainStyle } = options;
  const where: Line = ['stored', `${evidence.storage}, ${evidence.blob}`];
  if (evidence.result === 'failed') {
    return {
      text: `${style.fail(shapes.fail)} Does not verify ${style.dim(
        evidence.code,
      )}`,
      children: toBranches(
        [['expected', evidence.expected], ['found', evidence.found], where],
        style,
      ),
    };
  }
  const contradictions = evidence.contradictions.map(
    ({ expected, found }): Line => [
      'contradicts',
      `it says ${found}, and its certificate ${expected}`,
    ],
  );
  const unreadable = evidence.says.kind === 'unreadable' ? 'unknown' : 'pass';
  const answer = contradictions.length > 0 ? 'fail' : unreadable;
  return {
    text: `${style[answer](shapes[answer])} ${kinds[evidence.says.kind]}`,
    children: toBranches(
      [
        ...signerLines(evidence),
        ...timeLines(evidence),
        ...contentLines(evidence.says),
        ...contradictions,
        where,
      ],
      style,
    ),
  };
}

function signerLines({ signer, trustDomains }: VerifiedEvidence): Line[] {
  const domains: Line = ['trusted by', trustDomains.join(', ')];
  if (signer.kind === 'key') {
    return [['who', `key '${signer.name}', ${signer.key}`], domains];
  }
  const { sourceRepository, sourceCommit, sourceRef } = signer.build;
  return [
    ['who', signer.identity],
    ['issuer', signer.issuer],
    domains,
    [
      'run of',
      sourceRepository && sourceText(sourceRepository, sourceCommit, sourceRef),
    ],
  ];
}

function timeLines({ times, log }: VerifiedEvidence): Line[] {
  return [
    ...times.map(
      ({ time, from }): Line => [
        'when',
        `${time}, says ${from === 'log' ? 'the log' : 'a timestamp authority'}`,
      ],
    ),
    ...log.map(
      ({ log: name, index, kind }): Line => [
        'log',
        `${name}${index === undefined ? '' : `, entry ${index}`}, ${kind}`,
      ],
    ),
  ];
}

function contentLines(says: Says): Line[] {
  switch (says.kind) {
    case 'provenance': {
      const { source, builder, invocation, finishedAt } = says;
      return [
        [
          'built from',
          source
            ? sourceText(source.repository, source.commit, source.ref)
            : 'it does not say',
        ],
        ['built by', builder],
        ['run', invocation],
        ['finished', finishedAt],
      ];
    }
    case 'vulnerabilities':
      return [
        [
          'scanner',
          [says.scanner.uri, says.scanner.version].filter(Boolean).join(' '),
        ],
        ['scanned', says.scannedAt],
        [
          'findings',
          says.readable
            ? countsOf(says.findings)
            : 'in a form that is not read here',
        ],
      ];
    case 'sbom':
      return [
        ['format', [says.format, says.version].filter(Boolean).join(' ')],
        ['components', String(says.components)],
        ['made with', says.tools.join(', ') || undefined],
      ];
    case 'vex':
      return [
        ['author', says.author],
        ['statements', String(says.statements.length)],
      ];
    case 'verification-summary':
      return [
        ['verifier', says.verifier],
        ['result', `${says.result} ${says.levels.join(', ')}`],
      ];
    case 'other':
      return [['type', says.predicateType]];
    case 'unreadable':
      return [
        ['type', says.predicateType],
        ['because', says.found],
      ];
    default:
      return [];
  }
}

function sourceText(
  repository: string,
  commit: string | undefined,
  ref: string | undefined,
): string {
  return [repository, commit && `commit ${commit}`, ref]
    .filter(Boolean)
    .join(', ');
}

function countsOf(
  findings: Extract<Says, { kind: 'vulnerabilities' }>['findings'],
): string {
  const counts = severities.flatMap(severity => {
    const count = findings.filter(each => each.severity === severity).length;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  return counts.join(', ') || 'none';
}

/** Whatever comes from evidence is quoted here, so no piece can steer a terminal or draw branches. */
function toBranches(lines: readonly Line[], style: Style): Branch[] {
  return lines.flatMap(([name, text]) =>
    text ? [{ text: `${style.dim(name)} ${quote(text, 500)}` }] : [],
  );
}
