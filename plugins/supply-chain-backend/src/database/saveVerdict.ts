import {
  Answer,
  Question,
  questions,
  worstOf,
} from '@portolan/plugin-supply-chain-common';
import { Knex } from 'knex';
import type { DecidedVerdict } from '../verdict/decideVerdict';
import { answerSince } from './answerSince';
import {
  answerRanks,
  CheckTableRow,
  RunningTableRow,
  TransitionTableRow,
} from './tables';

/** Reasons that only say that nobody has looked: no answer that changed. */
const notYet = ['NOT_READ_YET', 'COMMIT_NOT_ASKED_YET'];

/**
 * Writes the answers about an image for one of its components: to the checks,
 * to every row that runs it, and what changed to the transitions.
 */
export async function saveVerdict(
  tx: Knex.Transaction,
  verdict: DecidedVerdict,
  options: {
    imageId: number;
    digest: string;
    /** Empty for what belongs to no component. */
    entityRef: string;
    now: Date;
  },
): Promise<void> {
  const { imageId, digest, entityRef, now } = options;
  const key = { image_id: imageId, entity_ref: entityRef };
  const stored = await tx('digest_checks').where(key);
  const rows: CheckTableRow[] = [];
  const transitions: Omit<TransitionTableRow, 'id'>[] = [];
  for (const question of questions) {
    const before = stored.find(row => row.question === question);
    const row = toRow(question, verdict, { ...options, before });
    rows.push(row);
    if (before && isSame(before, row)) continue;
    await tx('digest_checks')
      .insert(row)
      .onConflict(['image_id', 'entity_ref', 'question'])
      .merge();
    const isChange = before
      ? before.answer !== row.answer
      : !notYet.includes(row.code);
    if (!isChange) continue;
    transitions.push({
      at: now.toISOString(),
      entity_ref: entityRef || null,
      environment: null,
      cluster: null,
      namespace: null,
      workload_kind: null,
      workload_name: null,
      container: null,
      digest,
      question,
      from: before?.answer ?? null,
      to: row.answer,
      code: row.code,
      why: row.sentence,
    });
  }
  if (transitions.length > 0) await tx('transitions').insert(transitions);
  await updateRunning(tx, toAnswerColumns(rows, verdict), options);
}

type AnswerColumns = Pick<
  RunningTableRow,
  | 'answer'
  | 'signed'
  | 'scanned'
  | 'source'
  | 'answer_since'
  | 'criticals'
  | 'highs'
>;

async function updateRunning(
  tx: Knex.Transaction,
  columns: AnswerColumns,
  options: { imageId: number; entityRef: string },
): Promise<void> {
  const running = await tx('running')
    .where({
      image_id: options.imageId,
      entity_ref: options.entityRef || null,
    })
    .select('id', ...(Object.keys(columns) as (keyof AnswerColumns)[]));
  const changed = running.filter(row =>
    (Object.keys(columns) as (keyof AnswerColumns)[]).some(
      column => row[column] !== columns[column],
    ),
  );
  if (changed.length === 0) return;
  await tx('running')
    .whereIn(
      'id',
      changed.map(({ id }) => id),
    )
    .update(columns);
}

function toAnswerColumns(
  rows: readonly CheckTableRow[],
  { scan }: DecidedVerdict,
): AnswerColumns {
  const answerOf = (question: Question) =>
    (rows.find(row => row.question === question)?.answer ??
      'unknown') as Answer;
  const worst = worstOf(questions.map(answerOf)) ?? 'unknown';
  return {
    answer: answerRanks[worst],
    signed: answerRanks[answerOf('signed')],
    scanned: answerRanks[answerOf('scanned')],
    source: answerRanks[answerOf('source')],
    answer_since: answerSince(rows) ?? '',
    criticals: scan?.counts.critical ?? null,
    highs: scan?.counts.high ?? null,
  };
}

function toRow(
  question: Question,
  verdict: DecidedVerdict,
  options: {
    imageId: number;
    entityRef: string;
    now: Date;
    before?: CheckTableRow;
  },
): CheckTableRow {
  const { imageId, entityRef, now, before } = options;
  const { answer, code, sentence, expected, found, evidence, asOf, next } =
    verdict.checks[question];
  const facts = {
    signed: verdict.signer,
    scanned: verdict.scan,
    source: verdict.source,
  }[question];
  return {
    image_id: imageId,
    entity_ref: entityRef,
    question,
    answer,
    code,
    sentence,
    expected,
    found,
    evidence: JSON.stringify(evidence),
    next: next ? JSON.stringify(next) : null,
    as_of: asOf?.toISOString() ?? null,
    facts: facts ? JSON.stringify(facts) : null,
    since: before?.answer === answer ? before.since : now.toISOString(),
  };
}

function isSame(a: CheckTableRow, b: CheckTableRow): boolean {
  return (Object.keys(b) as (keyof CheckTableRow)[]).every(
    column => a[column] === b[column],
  );
}
