import type { Answer } from '../policy/Check';
import type { Inspection, Inspector } from './Inspector';
import type { Io } from './Io';
import type { Outages } from './Outages';
import { Progress } from './Progress';
import type { Target } from './readTargets';
import { runLimited } from './runLimited';

// What one registry answers at the same time without noticing.
const perRegistry = 4;

/**
 * Inspects images, several at a time, and says on stderr how far it is.
 *
 * @param options.judge - what comes of an inspection
 * @returns the results in the order of the targets
 */
export async function inspectTargets<Result>(
  targets: readonly Target[],
  options: {
    inspector: Inspector;
    judge: (inspection: Inspection, target: Target) => Result;
    /** The answer that progress counts. */
    answerOf?: (result: Result) => Answer;
    io: Io;
    concurrency: number;
    /** Where registries are asked: those that do not answer. */
    outages?: Outages;
    quiet?: boolean;
    within?: string;
    asOf?: Date;
  },
): Promise<Result[]> {
  const { inspector, judge, io, concurrency, outages, within, asOf } = options;
  const progress = new Progress({
    output: io.stderr,
    total: options.quiet ? 0 : targets.length,
  });
  try {
    return await runLimited(
      targets,
      async target => {
        const inspection =
          outages?.of(target) ??
          (await inspector.inspect(target.reference, {
            platform: target.platform,
            within,
            asOf,
          }));
        outages?.note(target.registry, inspection);
        const result = judge(inspection, target);
        progress.add(options.answerOf?.(result));
        return result;
      },
      {
        key: ({ registry }) => registry,
        total: concurrency,
        perKey: perRegistry,
      },
    );
  } finally {
    progress.close();
  }
}
