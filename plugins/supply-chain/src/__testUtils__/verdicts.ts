import {
  Check,
  ComponentVerdict,
  ContainerVerdict,
  EnvironmentVerdict,
  Question,
  worstOf,
} from '@portolan/plugin-supply-chain-common';
import { counts } from './FakeSupplyChain';

export const digest = `sha256:${'1a2b3c4d'.repeat(8)}`;
export const commit = '41d0be7a4b5c6d7e8f90123456789abcdef01234';
const asOf = '2026-11-24T13:50:00.000Z';

const passes: Readonly<Record<Question, Omit<Check, 'question' | 'answer'>>> = {
  signed: {
    code: 'signature-valid',
    sentence: 'Signed by ci.yaml@main of acme/checkout.',
    expected: 'ci.yaml@main of acme/checkout',
    found: 'ci.yaml@main of acme/checkout',
    evidence: ['sha256:5555'],
    asOf,
  },
  scanned: {
    code: 'within-thresholds',
    sentence: 'Scanned, nothing over the threshold.',
    expected: '≤ 0 critical',
    found: '0 critical, 3 high',
    evidence: ['vulnerabilityreport/checkout'],
    asOf,
  },
  source: {
    code: 'commit-protected',
    sentence: 'Built from a commit on protected branch main.',
    expected: 'a commit on a protected branch of acme/checkout',
    found: '41d0be7 on main',
    evidence: ['sha256:6666'],
    asOf,
  },
};

export function aCheck(
  question: Question,
  changes: Partial<Check> = {},
): Check {
  return { question, answer: 'pass', ...passes[question], ...changes };
}

export const tooManyCriticals = aCheck('scanned', {
  answer: 'fail',
  code: 'over-threshold',
  sentence: '2 critical vulnerabilities, at most 0 are accepted.',
  found: '2 critical, 3 high',
  next: {
    kind: 'link',
    title: 'Ask for an exception',
    url: 'https://portal.example.com/exceptions',
  },
});

export const noReport = aCheck('scanned', {
  answer: 'unknown',
  code: 'no-report',
  sentence: 'No report yet.',
  found: 'nothing',
  next: {
    kind: 'command',
    title: 'Scan it here',
    command: 'image-trust inspect registry.example.com/acme/checkout',
  },
});

/** A container with all three answers pass, but for the checks that are given. */
export function aContainer(
  checks: readonly Check[] = [],
  changes: Partial<ContainerVerdict> = {},
): ContainerVerdict {
  const all = (['signed', 'scanned', 'source'] as const).map(
    question =>
      checks.find(check => check.question === question) ?? aCheck(question),
  );
  return {
    workload: { kind: 'Deployment', name: 'checkout' },
    container: 'api',
    role: 'container',
    image: 'registry.example.com/acme/checkout:1.8.2',
    digest,
    pods: 3,
    since: '2026-11-18T14:00:00.000Z',
    verdict: {
      answer: worstOf(all.map(({ answer }) => answer)) ?? 'unknown',
      checks: all,
      signer: {
        identity: 'https://git.example.com/acme/checkout/ci.yaml@main',
        issuer: 'https://git.example.com',
        log: { index: '4711', url: 'https://log.example.com/4711' },
        signedAt: '2026-11-18T13:00:00.000Z',
      },
      source: {
        repository: 'https://git.example.com/acme/checkout',
        commit,
        commitUrl: `https://git.example.com/acme/checkout/commit/${commit}`,
        title: 'Retry on 429',
        branch: 'main',
        runUrl: 'https://git.example.com/acme/checkout/actions/runs/982',
        builder: 'hosted runner',
      },
      scan: {
        scanners: [{ name: 'Trivy 0.67', from: 'cluster' }],
        scannedAt: asOf,
        counts: counts({ critical: 2, high: 3 }),
        fixable: 2,
        secrets: 0,
      },
    },
    ...changes,
  };
}

export function anEnvironment(
  environment: string,
  containers: readonly ContainerVerdict[],
): EnvironmentVerdict {
  return {
    environment,
    cluster: environment === 'prod' ? 'prod' : 'nonprod',
    namespace: `checkout-${environment}`,
    answer: worstOf(containers.map(({ verdict }) => verdict.answer)),
    containers,
  };
}

export function aVerdict(
  environments: readonly EnvironmentVerdict[],
  changes: Partial<ComponentVerdict> = {},
): ComponentVerdict {
  return {
    entityRef: 'component:default/checkout',
    environments,
    disputed: [],
    sources: [],
    ...changes,
  };
}
