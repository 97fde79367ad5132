import type { Answer } from '../policy/Check';
import { quote } from '../policy/quote';
import { formatTable } from '../report/formatTable';
import { formatTree } from '../report/formatTree';
import { reportApiVersion } from '../report/Report';
import { ReportList, reportListKind } from '../report/ReportList';
import { shapes, Style } from '../report/Style';
import { toSarif } from '../report/toSarif';
import { reportsOf, unresolvedOf, VerifiedImage } from './VerifiedImage';

/** A table, and below it the images that could not even be found. */
export function formatVerifiedTable(
  images: readonly VerifiedImage[],
  style: Style,
): string {
  const reports = reportsOf(images);
  const unresolved = unresolvedOf(images).map(
    ({ reference, code, found }) =>
      `${style.unknown(`${shapes.unknown} unknown`)}  ${quote(
        reference,
      )}  ${code}\n  ${quote(found, 500)}\n`,
  );
  return [
    ...(reports.length > 0 ? [formatTable(reports, { style })] : []),
    ...unresolved,
  ].join('');
}

/** Each image as a tree. */
export function formatVerifiedTree(
  images: readonly VerifiedImage[],
  options: { style: Style; now: Date },
): string {
  const trees = reportsOf(images).map(report => formatTree(report, options));
  return [
    ...trees,
    ...(unresolvedOf(images).length > 0
      ? [
          formatVerifiedTable(
            images.filter(image => 'unresolved' in image),
            options.style,
          ),
        ]
      : []),
  ].join('\n');
}

/** One document for all images, with the answer that decides the exit code. */
export function formatVerifiedJson(
  images: readonly VerifiedImage[],
  answer: Answer,
): string {
  const list: ReportList = {
    apiVersion: reportApiVersion,
    kind: reportListKind,
    answer,
    reports: reportsOf(images),
    unresolved: unresolvedOf(images),
  };
  return toText(list);
}

/** SARIF, in which an image that could not be found is a failure of the run. */
export function formatVerifiedSarif(
  images: readonly VerifiedImage[],
  version: string,
): string {
  const log = toSarif(reportsOf(images), { version });
  const unresolved = unresolvedOf(images);
  const invocation = {
    executionSuccessful: unresolved.length === 0,
    toolExecutionNotifications: unresolved.map(
      ({ reference, code, found }) => ({
        level: 'error',
        message: { text: `${reference} (${code}): ${found}` },
      }),
    ),
  };
  return toText({
    ...log,
    runs: log.runs.map(run => ({ ...run, invocations: [invocation] })),
  });
}

export function toText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
