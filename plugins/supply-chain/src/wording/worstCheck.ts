import {
  Check,
  ContainerVerdict,
  Question,
  worstOf,
} from '@portolan/plugin-supply-chain-common';

/** The check that decides a question for all of these, and the container that it is about. */
export function worstCheck(
  containers: readonly ContainerVerdict[],
  question: Question,
): { check: Check; container: ContainerVerdict } | undefined {
  const asked = containers.flatMap(container =>
    container.verdict.checks
      .filter(check => check.question === question)
      .map(check => ({ check, container })),
  );
  const worst = worstOf(asked.map(({ check }) => check.answer));
  return asked.find(({ check }) => check.answer === worst);
}
