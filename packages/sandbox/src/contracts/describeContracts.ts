import { isPlayable, listScenarios, loadScenario } from './loadScenario';
import { ContractTarget, Player, Result } from './Player';
import { Scenario, Step } from './Scenario';

export type DescribeContractsOptions = {
  /** The folder under `contracts/`. */
  system: string;
  /** A fresh stand-in for each file. */
  start(scenario: string): Promise<ContractTarget>;
  /**
   * Exactly the exchanges that do not match: by file, the index (the number
   * that a failure prints) and why. One that matches must not be here.
   */
  notCovered?: Record<string, Record<number, string>>;
  /** Answers of which the recording keeps a part, as the file's notes say. */
  partlyRecorded?: Record<string, number[]>;
  /** The share of playable exchanges that must match. */
  minimum: number;
};

const scenarioMs = 180_000;
const shownDifferences = 6;
const shownExchanges = 8;

/** Holds a stand-in to every recording of its system: one test a file, and one for the share that matches. */
export function describeContracts(options: DescribeContractsOptions): void {
  const { system, minimum } = options;
  describe(`contracts of ${system}`, () => {
    const coverage = { playable: 0, matching: 0 };

    it.each(listScenarios(system))(
      '%s',
      async name => {
        const scenario = loadScenario(system, name);
        coverage.playable += countPlayable(scenario.steps);
        const target = await options.start(name);
        const results = await Player.play(scenario, target, {
          partial: options.partlyRecorded?.[name],
          notCovered: Object.keys(options.notCovered?.[name] ?? {}).map(Number),
        }).finally(() => target.close());
        coverage.matching += results.filter(isMatch).length;
        report(scenario, results);
        const problems = judge(results, options.notCovered?.[name] ?? {});
        // Each problem names the exchange by its index and says its first differences.
        expect(problems.slice(0, shownExchanges)).toEqual([]);
      },
      scenarioMs,
    );

    it(`matches at least ${percent(minimum)} of all recorded exchanges`, () => {
      const share = coverage.matching / coverage.playable;
      process.stdout.write(
        `contracts ${system}: ${coverage.matching} of ${
          coverage.playable
        } exchanges match (${percent(share)})\n`,
      );
      expect(share).toBeGreaterThanOrEqual(minimum);
    });
  });
}

function judge(
  results: Result[],
  notCovered: Record<number, string>,
): string[] {
  const unknown = Object.keys(notCovered)
    .filter(index => !results.some(result => result.index === Number(index)))
    .map(
      index => `${index}: listed as not covered, but nothing is played there`,
    );
  const wrong = results.flatMap(result => {
    const listed = result.index in notCovered;
    if (isMatch(result) === !listed) return [];
    return listed
      ? [
          `${result.index} "${result.name}": listed as not covered, but it matches`,
        ]
      : [format(result, shownDifferences)];
  });
  return [...wrong, ...unknown];
}

/** For development: `CONTRACT_REPORT=1` prints every difference, of listed exchanges too. */
function report(scenario: Scenario, results: Result[]): void {
  if (!process.env.CONTRACT_REPORT) return;
  const failed = results.filter(result => !isMatch(result));
  process.stdout.write(
    `${scenario.system}/${scenario.name}: ${
      results.length - failed.length
    } of ${results.length} match\n${failed
      .map(result => `${format(result, Infinity)}\n`)
      .join('')}`,
  );
}

function format(result: Result, limit: number): string {
  return [
    `${result.index} "${result.name}"`,
    ...result.differences.slice(0, limit),
    ...(result.differences.length > limit
      ? [`… ${result.differences.length - limit} more`]
      : []),
  ].join('\n    ');
}

function isMatch(result: Result): boolean {
  return result.differences.length === 0;
}

function countPlayable(steps: Step[]): number {
  return steps.reduce(
    (sum, step) =>
      sum + (isPlayable(step.exchange) ? 1 : 0) + countPlayable(step.while),
    0,
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
