import type { NextStep, Question } from '@portolan/plugin-supply-chain-common';
import type { Outcome } from './Outcome';

/** The one thing to do about an answer; nothing about a pass. Pure. */
export function nextStep(
  question: Question,
  { answer, code }: Outcome,
  about: { reference: string; repository?: string; runUrl?: string },
): NextStep | undefined {
  if (answer === 'pass') return undefined;
  const { reference, repository, runUrl } = about;
  switch (code) {
    case 'EVIDENCE_UNREADABLE':
    case 'EVIDENCE_STALE':
      return {
        kind: 'command',
        title: 'Try whether the registry answers, and with which credentials',
        command: `cosign tree ${reference}`,
      };
    case 'COMMIT_NOT_FOUND':
    case 'NOT_ON_BRANCH':
    case 'BRANCH_NOT_PROTECTED':
      return repository
        ? { kind: 'link', title: 'Look at the repository', url: repository }
        : undefined;
    case 'NO_REPORT':
    case 'REPORT_STALE':
    case 'REPORT_WITHOUT_DIGEST':
    case 'NOTHING_RECOGNISED':
      return {
        kind: 'command',
        title: 'Scan the digest',
        command: `trivy image ${reference}`,
      };
    case 'TOO_MANY_CRITICAL':
    case 'TOO_MANY_HIGH':
    case 'TOO_MANY_MEDIUM':
    case 'TOO_MANY_LOW':
    case 'SEVERITY_UNKNOWN':
      return {
        kind: 'command',
        title: 'See which packages have a fixed version',
        command: `trivy image --ignore-unfixed ${reference}`,
      };
    default:
      if (runUrl) {
        return { kind: 'link', title: 'Look at the pipeline run', url: runUrl };
      }
      return question === 'signed'
        ? {
            kind: 'command',
            title: 'See what is attached to the image',
            command: `cosign tree ${reference}`,
          }
        : {
            kind: 'command',
            title: 'See what is attested of the image',
            command: `cosign download attestation ${reference}`,
          };
  }
}
