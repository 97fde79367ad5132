import { isSameRepository } from '@portolan/image-trust';
import type { CommitAnswer } from './CommitAnswer';
import { findSource } from './findSource';
import { fromImageCheck } from './fromImageCheck';
import { Judged, whyNotJudged } from './Inspection';
import type { Code, Outcome } from './Outcome';

/**
 * Whether the image was built from a commit that we control: the policy accepts
 * its provenance, the repository is the component's own or one that the policy
 * names, and the Git host says that the commit is on a protected branch. Pure.
 */
export function decideSource(
  judged: Judged,
  options: {
    component?: { repository?: string };
    /** About the commit that `findSource` tells. */
    commit?: CommitAnswer;
  },
): Outcome {
  const { component, commit } = options;
  const expected =
    "a commit on the protected branch of the component's repository";
  const early = whyNotJudged(judged, expected);
  if (early) return early;
  const built = fromImageCheck('built', judged.judgement, expected);
  if (built.answer !== 'pass') return built;
  const found = findSource(
    judged.inspection.evidence,
    judged.judgement,
  )?.source;
  if (!found) {
    return {
      ...built,
      answer: 'fail',
      code: 'SOURCE_MISSING',
      sentence:
        'The provenance does not say from which repository the image was built.',
    };
  }
  const end = (
    answer: Outcome['answer'],
    code: Code,
    sentence: string,
  ): Outcome => ({
    answer,
    code,
    sentence,
    expected,
    found: [found.repository, found.commit].filter(Boolean).join(' '),
    evidence: [found.evidence],
    asOf: commit?.asOf,
  });
  const rule = judged.policy?.rules.find(
    ({ name }) => name === judged.judgement?.rule,
  );
  if (!rule?.built?.repositories) {
    if (!component) {
      return end(
        'unknown',
        'COMPONENT_UNKNOWN',
        'It belongs to no component, so nobody can say whose repository it should be built from.',
      );
    }
    if (!component.repository) {
      return end(
        'unknown',
        'REPOSITORY_UNKNOWN',
        'The component does not say where its source is (backstage.io/source-location).',
      );
    }
    if (!isSameRepository(component.repository, found.repository)) {
      return end(
        'fail',
        'SOURCE_NOT_OWN',
        `Built from ${found.repository}, and the component's repository is ${component.repository}.`,
      );
    }
  }
  if (!found.commit) {
    return end(
      'fail',
      'COMMIT_MISSING',
      'The provenance does not say from which commit the image was built.',
    );
  }
  if (!commit) {
    return end(
      'unknown',
      'COMMIT_NOT_ASKED_YET',
      'The Git host was not asked about the commit yet.',
    );
  }
  const answers = {
    'on-branch': 'pass',
    refused: 'fail',
    unknown: 'unknown',
  } as const;
  return end(answers[commit.state], commit.code, commit.sentence);
}
