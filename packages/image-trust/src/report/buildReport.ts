import type { EvidenceItem, ImageEvidence } from '../inspect/ImageEvidence';
import type { Judgement } from '../policy/Check';
import {
  Report,
  reportApiVersion,
  ReportedEvidence,
  reportKind,
} from './Report';
import { toJson } from './toJson';

/**
 * One JSON document about an image: all evidence, what could not be read, and
 * the checks of a policy, where one was asked.
 */
export function buildReport(
  evidence: ImageEvidence,
  judgement?: Judgement,
): Report {
  const { reference, digest, items, ...rest } = evidence;
  return toJson({
    apiVersion: reportApiVersion,
    kind: reportKind,
    image: { reference, digest },
    subjects: rest.subjects,
    judgement,
    evidence: items.map(toReported),
    claims: rest.claims,
    other: rest.other,
    unreadable: rest.unreadable,
    unreadableDomains: rest.unreadableDomains,
    complete: rest.complete,
    asOf: rest.asOf,
    cost: rest.cost,
  });
}

function toReported(item: EvidenceItem): ReportedEvidence {
  const { digest, about, verdict, predicate, contradictions } = item;
  const { storage, manifest, blob } = item.found;
  const piece = { digest, storage, manifest, blob, about };
  if (verdict.result === 'failed') return toJson({ ...piece, ...verdict });
  const { domains, signer, content, log, times } = verdict;
  return toJson({
    ...piece,
    result: 'verified' as const,
    trustDomains: domains,
    signer,
    form: content.form,
    // Without a statement it says one thing: "this image is mine".
    says: predicate ?? { kind: 'signature' as const },
    contradictions,
    log,
    times,
  });
}
