import { Answer, questions } from '../policy/Check';
import { quote } from '../policy/quote';
import type { Report } from './Report';
import { plainStyle, shapes, Style } from './Style';

type Cell = { text: string; style?: (text: string) => string };

const words: Record<Answer, string> = {
  pass: 'accepted',
  fail: 'refused',
  unknown: 'unknown',
};

/**
 * Many images as a table, one row each, and below a row the sentence of every
 * check that does not pass.
 */
export function formatTable(
  reports: readonly Report[],
  options: { style?: Style } = {},
): string {
  const { style = plainStyle } = options;
  const asked = questions.filter(question =>
    reports.some(({ judgement }) =>
      judgement?.checks.some(check => check.question === question),
    ),
  );
  const header: Cell[] = ['image', 'answer', ...asked].map(text => ({
    text: text.toUpperCase(),
    style: style.dim,
  }));
  const rows = reports.map(report => ({
    cells: rowOf(report, { asked, style }),
    below: (report.judgement?.checks ?? [])
      .filter(({ answer }) => answer !== 'pass')
      .map(
        ({ answer, sentence }) =>
          `  ${style[answer](shapes[answer])} ${quote(sentence, 500)}`,
      ),
  }));
  const widths = header.map(({ text }, column) =>
    rows.reduce(
      (width, { cells }) => Math.max(width, cells[column].text.length),
      text.length,
    ),
  );
  return [
    toLine(header, widths),
    ...rows.flatMap(({ cells, below }) => [toLine(cells, widths), ...below]),
    '',
  ].join('\n');
}

function rowOf(
  { image, judgement }: Report,
  options: { asked: readonly string[]; style: Style },
): Cell[] {
  const { asked, style } = options;
  const cell = (answer: Answer, word: string): Cell => ({
    text: `${shapes[answer]} ${word}`,
    style: style[answer],
  });
  return [
    { text: quote(image.reference) },
    judgement
      ? cell(judgement.answer, words[judgement.answer])
      : { text: 'not judged' },
    ...asked.map(question => {
      const check = judgement?.checks.find(each => each.question === question);
      return check ? cell(check.answer, check.code) : { text: '–' };
    }),
  ];
}

function toLine(cells: readonly Cell[], widths: readonly number[]): string {
  return cells
    .map(({ text, style = asIs => asIs }, column) =>
      // Padding stands outside, so that no colour reaches into it.
      column === cells.length - 1
        ? style(text)
        : style(text) + ' '.repeat(widths[column] - text.length),
    )
    .join('  ');
}
