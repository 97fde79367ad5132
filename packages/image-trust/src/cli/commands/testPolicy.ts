import { parsePolicyCases } from '../../policy/PolicyCases';
import { formatProblem } from '../../policy/Problem';
import { quote } from '../../policy/quote';
import { testPolicy as judgeCases } from '../../policy/testPolicy';
import { ExitCode, exitCodes } from '../ExitCode';
import type { Io } from '../Io';
import { requirePolicy } from '../loadPolicy';
import { readText } from '../readText';
import { UsageError } from '../UsageError';

/** `policy test`: whether a policy answers cases as they expect. */
export async function testPolicy(
  file: string,
  options: { cases: string; io: Io },
): Promise<ExitCode> {
  const { cases: casesFile, io } = options;
  const { policy } = await requirePolicy(file, io);
  const read = parsePolicyCases(
    await readText(casesFile, { field: 'cases', io }),
  );
  if ('problems' in read) {
    throw new UsageError(`cases ${casesFile}`, {
      problem: 'can not be used',
      fix: read.problems
        .map(problem => formatProblem(problem, casesFile))
        .join('\n  '),
    });
  }
  const results = judgeCases(policy, read.cases);
  for (const { name, differences } of results) {
    io.stdout.write(
      `${differences.length === 0 ? 'ok' : 'not ok'}  ${quote(name)}\n`,
    );
    for (const difference of differences) {
      io.stdout.write(`        ${quote(difference, 500)}\n`);
    }
  }
  const failed = results.filter(({ differences }) => differences.length > 0);
  io.stdout.write(
    `${results.length - failed.length} of ${
      results.length
    } cases as expected.\n`,
  );
  return failed.length === 0 ? exitCodes.accepted : exitCodes.refused;
}
