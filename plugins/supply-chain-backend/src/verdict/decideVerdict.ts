import { evaluatePolicy, Policy } from '@portolan/image-trust';
import type {
  NextStep,
  Question,
  ScanSummary,
  Signer,
  Source,
} from '@portolan/plugin-supply-chain-common';
import type { ClusterScan } from './ClusterScan';
import type { CommitAnswer } from './CommitAnswer';
import { decideScanned } from './decideScanned';
import { decideSigned } from './decideSigned';
import { decideSource } from './decideSource';
import { describeSigner } from './describeSigner';
import { findSource, ProvenSource } from './findSource';
import type { Inspection, Judged } from './Inspection';
import {
  findPipelineScan,
  MergedFinding,
  mergeFindings,
} from './mergeFindings';
import { nextStep } from './nextStep';
import type { Outcome } from './Outcome';
import type { ScanThresholds } from './ScanThresholds';
import { summarizeScans } from './summarizeScans';
import { thresholdsOf } from './thresholdsOf';
import { toRepositoryPage } from './toRepositoryPage';

/** Everything that the answers about an image of a component are decided by. */
export type VerdictInput = {
  inspection: Inspection;
  policy?: Policy;
  /** Absent for what belongs to no component. */
  component?: { entityRef: string; repository?: string };
  /** The newest about this digest or the index that lists it. */
  scan?: ClusterScan;
  /** Whether a report of the image's name is there that has no digest. */
  isNamed: boolean;
  /** Secrets that scanners found. */
  secrets: number;
  thresholds: ScanThresholds;
  /** What the Git host said of a commit; undefined where it was not asked. */
  commitOf: (repository: string, sha: string) => CommitAnswer | undefined;
  now: Date;
};

export type DecidedVerdict = {
  checks: Readonly<Record<Question, Outcome & { next?: NextStep }>>;
  signer?: Signer;
  source?: Source;
  scan?: ScanSummary;
  findings: readonly MergedFinding[];
  /** What the Git host has to be asked. */
  commit?: { repository: string; sha: string };
  /** When a scan that counts now no longer does. */
  changesAt?: Date;
};

/** Pure: the same input gives the same answers. */
export function decideVerdict(input: VerdictInput): DecidedVerdict {
  const { inspection, policy, component, scan, now } = input;
  const { evidence } = inspection;
  const judgement =
    policy && evidence
      ? evaluatePolicy(evidence, {
          policy,
          now,
          component: component && {
            name: component.entityRef,
            repository: component.repository,
          },
        })
      : undefined;
  const judged: Judged = { inspection, policy, judgement };
  const thresholds = thresholdsOf({ policy, judgement }, input.thresholds);
  const found = findSource(evidence, judgement);
  const commit =
    found?.accepted && found.source.commit
      ? { repository: found.source.repository, sha: found.source.commit }
      : undefined;
  const commitAnswer = commit && input.commitOf(commit.repository, commit.sha);
  const outcomes: Record<Question, Outcome> = {
    signed: decideSigned(judged),
    scanned: decideScanned(judged, { ...input, thresholds }),
    source: decideSource(judged, { component, commit: commitAnswer }),
  };
  const pipeline = findPipelineScan(evidence, judgement);
  const findings = mergeFindings(pipeline, scan);
  const source = found && toSource(found.source, commitAnswer);
  const about = {
    reference: inspection.reference,
    repository: source?.repository ?? component?.repository,
    runUrl: source?.runUrl,
  };
  const withNext = (question: Question) => ({
    ...outcomes[question],
    next: nextStep(question, outcomes[question], about),
  });
  const times = [pipeline?.scannedAt, scan?.scannedAt]
    .flatMap(time => (time ? [time.getTime() + thresholds.maxAgeMs] : []))
    .filter(time => time > now.getTime());
  return {
    checks: {
      signed: withNext('signed'),
      scanned: withNext('scanned'),
      source: withNext('source'),
    },
    signer: describeSigner(evidence, outcomes.signed),
    source,
    scan: summarizeScans({ pipeline, scan, findings, secrets: input.secrets }),
    findings,
    commit,
    changesAt: times.length > 0 ? new Date(Math.min(...times) + 1) : undefined,
  };
}

function toSource(
  { repository, commit, ref, builder, runUrl }: ProvenSource,
  answer: CommitAnswer | undefined,
): Source {
  return {
    repository: toRepositoryPage(repository, [answer?.url, runUrl]),
    commit,
    commitUrl: answer?.url,
    title: answer?.title,
    branch: answer?.branch ?? ref?.replace(/^refs\/heads\//, ''),
    runUrl,
    builder,
  };
}
