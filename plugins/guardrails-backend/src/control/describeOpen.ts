import {
  severities,
  type ResultState,
  type Severity,
  type Stage,
} from '@portolan/plugin-guardrails-common';

/** Strongest first, as a person wants to read it. */
const inOrder: readonly Stage[] = ['enforce', 'audit', 'unknown', 'off'];

/** What is open, in a few words: `1 high (audit)`, `1 critical (enforce), 2 warnings (audit)`. Pure. */
export function describeOpen(
  open: readonly { result: ResultState; severity: Severity; stage: Stage }[],
): string {
  return inOrder
    .flatMap(stage => {
      const own = open.filter(one => one.stage === stage);
      const parts = describeOne(own);
      return parts.length > 0 ? [`${parts.join(', ')} ${wordOf(stage)}`] : [];
    })
    .join(', ');
}

function describeOne(
  open: readonly { result: ResultState; severity: Severity }[],
): string[] {
  const count = (result: ResultState) =>
    open.filter(one => one.result === result).length;
  const fails = open.filter(one => one.result === 'fail');
  const [warnings, errors, unknowns] = [
    count('warn'),
    count('error'),
    count('unknown'),
  ];
  return [
    ...severities.flatMap(severity => {
      const many = fails.filter(one => one.severity === severity).length;
      if (many === 0) return [];
      return [
        severity === 'unknown'
          ? `${many} of unknown severity`
          : `${many} ${severity}`,
      ];
    }),
    ...(errors > 0 ? [`${errors} could not be evaluated`] : []),
    ...(unknowns > 0 ? [`${unknowns} with an unknown result`] : []),
    ...(warnings > 0
      ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`]
      : []),
  ];
}

function wordOf(stage: Stage): string {
  return stage === 'unknown' || stage === 'off'
    ? '(stage unknown)'
    : `(${stage})`;
}
