import type { Provenance } from '../statement/Predicate';
import { isSameRepository } from '../statement/normalizeRepository';
import type { Asked, Outcome, VerifiedItem } from './Asked';
import type { CheckCode } from './Check';
import { compileGlob } from './glob';
import { matchesRepository, refersToComponent } from './matchRepository';
import type { BuiltRule } from './PolicyRule';
import { quote } from './quote';
import { sortEvidence } from './sortEvidence';
import { statementUnreadable } from './statementUnreadable';
import { componentUnknown, withoutPass } from './withoutPass';

/** Failures from closest to passing to farthest. */
const closeness: readonly CheckCode[] = [
  'REF_NOT_ALLOWED',
  'SOURCE_NOT_ALLOWED',
  'BUILDER_NOT_ALLOWED',
  'SOURCE_MISSING',
  'REF_CONTRADICTED',
  'COMMIT_CONTRADICTED',
  'SOURCE_CONTRADICTED',
];

/**
 * Any good provenance is enough. What provenance says of its source is the
 * build's own word; where the certificate that signed it says something else,
 * it proves nothing.
 */
export function judgeBuilt(rule: BuiltRule, asked: Asked): Outcome {
  const sorted = sortEvidence('built', asked);
  const outcomes = sorted.allowed.map(({ item }) => examine(item, rule, asked));
  const failures = outcomes
    .filter(({ answer }) => answer !== 'pass')
    .sort((a, b) => closeness.indexOf(a.code) - closeness.indexOf(b.code));
  return (
    outcomes.find(({ answer }) => answer === 'pass') ??
    withoutPass('built', sorted, { failures })
  );
}

function examine(item: VerifiedItem, rule: BuiltRule, asked: Asked): Outcome {
  const { predicate, contradictions, digest } = item;
  if (predicate?.kind !== 'provenance') return statementUnreadable(item);
  const fail = (code: CheckCode, sentence: string, found: string): Outcome => ({
    answer: 'fail',
    code,
    sentence,
    found,
    evidence: [digest],
  });
  const [contradiction] = contradictions;
  if (contradiction) {
    const expected = quote(contradiction.expected);
    const found = quote(contradiction.found);
    return fail(
      contradiction.code,
      `The provenance says ${found}, and the certificate that signed it ${expected}.`,
      found,
    );
  }
  const { builder, source } = predicate;
  const { builders, repositories, refs } = rule;
  if (builders && !matchesAny(builders, builder, asked.literals)) {
    if (!asked.literals && builders.some(refersToComponent)) {
      return componentUnknown();
    }
    const found = builder === undefined ? 'no builder' : quote(builder);
    return fail('BUILDER_NOT_ALLOWED', `Built by ${found}.`, found);
  }
  if (repositories || refs) {
    if (!source) {
      return fail(
        'SOURCE_MISSING',
        'The provenance does not say from which repository the image was built.',
        'no source repository',
      );
    }
  }
  if (
    repositories &&
    source &&
    !repositories.some(pattern =>
      matchesRepository(pattern, source.repository, asked.literals),
    )
  ) {
    if (!asked.literals && repositories.some(refersToComponent)) {
      return componentUnknown();
    }
    const found = quote(source.repository);
    return fail('SOURCE_NOT_ALLOWED', `Built from ${found}.`, found);
  }
  const ref = refOf(item, predicate);
  if (refs && !matchesAny(refs, ref, {})) {
    const found = ref === undefined ? 'no ref' : quote(ref);
    return ref === undefined
      ? fail(
          'SOURCE_MISSING',
          'The provenance does not say from which ref the image was built.',
          found,
        )
      : fail('REF_NOT_ALLOWED', `Built from ${found}.`, found);
  }
  const found = describeSource(predicate, ref);
  return {
    answer: 'pass',
    code: 'BUILT_FROM_ALLOWED_SOURCE',
    sentence: `Built from ${found}.`,
    found,
    evidence: [digest],
  };
}

function matchesAny(
  patterns: readonly string[],
  text: string | undefined,
  literals: Asked['literals'],
): boolean {
  return (
    text !== undefined &&
    patterns.some(
      pattern =>
        (literals !== undefined || !refersToComponent(pattern)) &&
        compileGlob(pattern, literals).matches(text),
    )
  );
}

/**
 * The ref that an image was built from. Where provenance has none, or a short
 * one such as `main` that may be a branch or a tag, the certificate's counts
 * if it is of the same repository.
 */
function refOf(
  { verdict: { signer } }: VerifiedItem,
  { source }: Provenance,
): string | undefined {
  const ref = source?.ref;
  if (ref?.startsWith('refs/') || !source || signer.kind !== 'certificate') {
    return ref;
  }
  const { sourceRepository, sourceRef } = signer.build;
  if (
    !sourceRepository ||
    !sourceRef?.startsWith('refs/') ||
    !isSameRepository(sourceRepository, source.repository)
  ) {
    return ref;
  }
  const agrees =
    ref === undefined || sourceRef.replace(/^refs\/[^/]+\//, '') === ref;
  return agrees ? sourceRef : ref;
}

function describeSource(
  { source, builder }: Provenance,
  ref: string | undefined,
): string {
  if (!source) return `something by ${quote(builder ?? 'an unnamed builder')}`;
  const { repository, commit } = source;
  const branch = ref?.replace(/^refs\/(heads|tags)\//, '');
  return [
    branch === undefined ? '' : `${quote(branch)} of `,
    quote(repository),
    commit === undefined ? '' : ` at ${commit.slice(0, 7)}`,
  ].join('');
}
