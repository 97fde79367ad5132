import {
  Answer,
  Check,
  DigestVerdict,
  questions,
  worstOf,
} from '@portolan/plugin-supply-chain-common';
import { answerSince } from './answerSince';
import type { CheckTableRow, ImageTableRow } from './tables';

/** The answers about an image as people see them; all three, also before anybody looked. Pure. */
export function toDigestVerdict(
  rows: readonly CheckTableRow[],
  image: Pick<ImageTableRow, 'as_of'> | undefined,
  options: { now: Date },
): DigestVerdict {
  const checks = questions.map((question): Check => {
    const row = rows.find(one => one.question === question);
    if (!row) return notJudged(question, Boolean(image), options.now);
    return {
      question,
      answer: row.answer as Answer,
      code: row.code,
      sentence: row.sentence,
      expected: row.expected,
      found: row.found,
      evidence: JSON.parse(row.evidence),
      asOf: row.as_of ?? image?.as_of ?? row.since,
      ...(row.next ? { next: JSON.parse(row.next) } : {}),
    };
  });
  const factsOf = (question: Check['question']) => {
    const facts = rows.find(row => row.question === question)?.facts;
    return facts ? JSON.parse(facts) : undefined;
  };
  return {
    answer: worstOf(checks.map(({ answer }) => answer)) ?? 'unknown',
    checks,
    signer: factsOf('signed'),
    source: factsOf('source'),
    scan: factsOf('scanned'),
    since: answerSince(rows),
  };
}

function notJudged(
  question: Check['question'],
  hasDigest: boolean,
  now: Date,
): Check {
  const said = hasDigest
    ? {
        code: 'NOT_READ_YET',
        sentence: 'Nobody has looked at this image yet.',
        found: 'nothing yet',
      }
    : {
        code: 'DIGEST_UNKNOWN',
        sentence: 'The node does not say which digest it runs.',
        found: 'no digest',
      };
  return {
    question,
    answer: 'unknown',
    ...said,
    expected: 'a digest that can be looked up',
    evidence: [],
    asOf: now.toISOString(),
  };
}
