import { describeContracts } from '../../../contracts/describeContracts';
import { loadScenario } from '../../../contracts/loadScenario';
import { Bindings } from '../../../contracts/placeholders';
import { inRecordedOrder } from '../testing/inRecordedOrder';
import { parseExposition } from './scrape/parseExposition';
import { startPrometheus } from './startPrometheus';

const page = '127.0.0.1:8080';

/** The rules and metrics that the recorded Prometheus was given. */
function readGiven(scenario: string): { rules: string; metrics: string } {
  const [first] = loadScenario('prometheus', scenario).exchanges as Array<{
    files?: Record<string, string>;
  }>;
  const files = first.files ?? {};
  const metrics = Object.keys(files).find(name => name.startsWith('metrics'))!;
  return { rules: files['rules.yml'], metrics: files[metrics] };
}

describeContracts({
  system: 'prometheus',
  start: async scenario => {
    const { rules, metrics } = readGiven(scenario);
    const exposed = Bindings.from({}).fillText(metrics);
    const prometheus = await startPrometheus({
      rules,
      intervalMs: 1000,
      targets: [
        {
          job: 'broken',
          instance: page,
          scrape: async () => {
            throw new Error(
              'server returned HTTP status 500 Internal Server Error',
            );
          },
        },
        {
          job: 'shop',
          instance: page,
          labels: { team: 'shop' },
          scrape: async () => parseExposition(exposed),
        },
        {
          job: 'gone',
          instance: '127.0.0.1:1',
          scrape: async () => {
            throw new Error('connect: connection refused');
          },
        },
      ],
    });
    return {
      bases: { prometheus: prometheus.url },
      given: { page },
      summarize: (_exchange, answered, recorded) =>
        inRecordedOrder(answered, recorded),
      close: () => prometheus.close(),
    };
  },
  notCovered: {
    '01-status': { 5: 'what is inside the process: nothing here asks for it' },
    '02-query': { 30: 'the formatter: nothing here asks for it' },
    '03-metadata': {
      16: 'targets are answered with what their page shows, without how they were discovered',
      18: 'targets are answered with what their page shows, without how they were discovered',
    },
    '05-errors': {
      12: 'histogram_quantile: no histograms here',
      19: 'subqueries are not read',
      20: 'subqueries are not read',
    },
  },
  minimum: 0.93,
});
