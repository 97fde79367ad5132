import type { Answer } from '../policy/Check';
import { quote } from '../policy/quote';
import { evidenceBranch } from './evidenceBranch';
import { Branch, renderTree } from './renderTree';
import type { Report, ReportedCheck } from './Report';
import { plainStyle, shapes, Style } from './Style';

const accepted: Record<Answer, string> = {
  pass: 'Accepted',
  fail: 'Refused',
  unknown: 'Undecided',
};

/** One image as a tree, for a person: the answer first, then who, what, when and from which commit. */
export function formatTree(
  report: Report,
  options: { style?: Style; now: Date },
): string {
  const { style = plainStyle, now } = options;
  const { image, subjects, evidence, claims, other } = report;
  const index = subjects.find(({ role }) => role === 'index');
  const title = [
    style.bold(quote(image.reference)),
    style.dim(image.digest),
    ...(index && index.digest !== image.digest
      ? [style.dim(`listed by ${index.digest}`)]
      : []),
  ];
  const sections: Branch[] = [
    ...(report.judgement ? [judgementBranch(report.judgement, style)] : []),
    section(
      'Evidence',
      evidence.map(each => evidenceBranch(each, options)),
    ),
    section(
      'Claims that nobody signed',
      claims.map(({ predicateType, blob }) => ({
        text: `${quote(predicateType ?? 'of unknown type')} ${style.dim(blob)}`,
      })),
    ),
    section(
      'Artifacts of other kinds',
      other.map(({ artifactType, manifest }) => ({
        text: `${quote(artifactType)} ${style.dim(manifest)}`,
      })),
    ),
    section('Could not be read', unreadBranches(report, style)),
  ].filter(({ children = [] }) => children.length > 0);
  const nothing =
    evidence.length === 0 && report.complete
      ? [{ text: 'Nothing that is signed was found.' }]
      : [];
  const time = `as of ${report.asOf}${agoOf(report.asOf, now)}`;
  return [
    ...title,
    style.dim(time),
    ...[...sections, ...nothing].flatMap(each => ['', ...renderTree(each)]),
    '',
  ].join('\n');
}

function agoOf(asOf: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(asOf)) / 60_000);
  return minutes < 1 ? '' : `, ${minutes} min ago`;
}

function judgementBranch(
  { answer, rule, checks }: NonNullable<Report['judgement']>,
  style: Style,
): Branch {
  const by = rule === undefined ? 'no rule applies' : `by rule '${rule}'`;
  return {
    text: `${style[answer](`${shapes[answer]} ${accepted[answer]}`)}, ${by}`,
    children: checks.map(check => checkBranch(check, style)),
  };
}

function checkBranch(
  { question, answer, code, sentence, expected, found }: ReportedCheck,
  style: Style,
): Branch {
  const text = `${style[answer](shapes[answer])} ${question}: ${quote(
    sentence,
    500,
  )}`;
  if (answer === 'pass') return { text };
  return {
    text: `${text} ${style.dim(code)}`,
    children: [
      { text: `${style.dim('expected')} ${quote(expected, 500)}` },
      { text: `${style.dim('found')} ${quote(found, 500)}` },
    ],
  };
}

function unreadBranches(
  { unreadable, unreadableDomains }: Report,
  style: Style,
): Branch[] {
  const branch = (at: string, code: string, found: string): Branch => ({
    text: `${style.unknown(shapes.unknown)} ${quote(at)} ${style.dim(
      code,
    )} ${quote(found)}`,
  });
  return [
    ...unreadable.map(({ at, code, found }) => branch(at, code, found)),
    ...unreadableDomains.map(({ name, code, found }) =>
      branch(`trust domain ${name}`, code, found),
    ),
  ];
}

function section(text: string, children: readonly Branch[]): Branch {
  return { text, children };
}
