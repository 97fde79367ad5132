import fs from 'node:fs';

const goals = { verdict: 5, fleet: 50, growth: 1.2 };

const median = values =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
const round = (value, digits = 1) =>
  value === undefined ? '' : Number(value.toFixed(digits));
const row = cells => console.log(`| ${cells.join(' | ')} |`);
const table = (head, rows) => {
  console.log('');
  row(head);
  row(head.map(() => '---'));
  rows.forEach(row);
};
const nameOf = ({ database, components }) => [database, components];

/**
 * Prints what was measured.
 *
 * @returns whether what must hold on every machine holds: nothing written without a change,
 *   no request to a cluster for a page, the same tables after a kill
 */
export function printReport(results, { json }) {
  table(
    [
      'database',
      'components',
      'objects',
      'running',
      'images',
      'list s',
      'objects/s',
      'answers s',
      'idle MB',
      'peak MB',
      're-list rows written',
      'load',
    ],
    results.map(result => {
      const { ingest } = result;
      return [
        ...nameOf(result),
        ingest.objects,
        ingest.running,
        ingest.images,
        round(ingest.seconds),
        Math.round(ingest.perSecond),
        round(ingest.secondsToAnswers),
        Math.round(ingest.idleMegabytes),
        Math.round(ingest.peakMegabytes),
        sum(ingest.relist.writes),
        ingest.load.join('…'),
      ];
    }),
  );
  printPages(results.filter(({ pages }) => pages));
  const changed = results.filter(({ changes }) => changes);
  if (changed.length > 0) {
    table(
      [
        'database',
        'components',
        'changes/s',
        'deploy p50 ms',
        'max ms',
        'report p50 ms',
        'max ms',
        'missed',
        'load',
      ],
      changed.map(result => {
        const { deploys, reports, perSecond, load } = result.changes;
        return [
          ...nameOf(result),
          Math.round(perSecond),
          deploys.p50,
          deploys.max,
          reports.p50,
          reports.max,
          deploys.missed + reports.missed,
          load,
        ];
      }),
    );
  }
  const killed = results.filter(({ kill }) => kill);
  if (killed.length > 0) {
    table(
      [
        'database',
        'components',
        'killed at',
        'of',
        's to answers',
        'tables that differ',
      ],
      killed.map(result => {
        const { killedAt, of, secondsToAnswers, different } = result.kill;
        return [
          ...nameOf(result),
          killedAt,
          of,
          round(secondsToAnswers),
          different.join(', ') || 'none',
        ];
      }),
    );
  }
  if (json)
    fs.writeFileSync(json, `${JSON.stringify(results, undefined, 2)}\n`);
  return results.every(
    ({ ingest, pages, changes, kill }) =>
      sum(ingest.relist.writes) === 0 &&
      !pages?.requestsToClusters &&
      !(changes && changes.deploys.missed + changes.reports.missed) &&
      !kill?.different.length,
  );
}

/** Medians of the runs, and beside each that of the smallest fleet on the same database. */
function printPages(results) {
  if (results.length === 0) return;
  const p99 = runs => median(runs.map(run => run.p99));
  const cpu = runs => median(runs.map(run => run.cpu));
  const p50 = runs => median(runs.map(run => run.p50));
  table(
    [
      'database',
      'components',
      'page',
      'p50 ms',
      'p99 ms',
      'goal p99',
      'p50 × smallest',
      'p99 × smallest',
      'CPU ms',
      'CPU × smallest',
      'failed',
      'kB',
      'load',
      'requests to clusters',
    ],
    results.flatMap(result => {
      const smallest = results.find(one => one.database === result.database);
      return Object.entries(result.pages.kinds).map(([kind, runs]) => {
        const base = smallest.pages.kinds[kind];
        const isSmallest = smallest === result;
        return [
          ...nameOf(result),
          kind,
          round(p50(runs), 2),
          round(p99(runs), 2),
          `≤ ${kind === 'verdict' ? goals.verdict : goals.fleet}`,
          isSmallest
            ? ''
            : `${round(p50(runs) / p50(base), 2)} (≤ ${goals.growth})`,
          isSmallest ? '' : round(p99(runs) / p99(base), 2),
          round(cpu(runs), 2),
          isSmallest ? '' : round(cpu(runs) / cpu(base), 2),
          runs.reduce((total, run) => total + sum(run.failures), 0),
          round(median(runs.map(run => run.bytes)) / 1000),
          runs.map(run => run.load).join(' '),
          result.pages.requestsToClusters,
        ];
      });
    }),
  );
}

const sum = counts =>
  Object.values(counts).reduce((total, count) => total + count, 0);
