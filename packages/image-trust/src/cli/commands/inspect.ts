import { buildReport } from '../../report/buildReport';
import { formatTree } from '../../report/formatTree';
import { chooseStyle } from '../chooseStyle';
import { ExitCode, exitCodes } from '../ExitCode';
import { toText } from '../formatVerified';
import { Inspector } from '../Inspector';
import type { Io } from '../Io';
import { loadPolicy } from '../loadPolicy';
import { openCaches } from '../openCaches';
import { openGitHub } from '../openGitHub';
import { openRegistry } from '../openRegistry';
import { openTrust } from '../openTrust';
import { readTargets, toTarget } from '../readTargets';
import type { Settings } from '../Settings';
import { trustSourcesOf } from '../trustSourcesOf';
import { warn } from '../warn';

export type InspectOptions = Settings & {
  format: 'tree' | 'json';
  platform?: string;
  pulledBy?: string;
};

/** `inspect`: shows what is known of an image, and judges nothing. */
export async function inspect(
  image: string,
  options: InspectOptions,
  io: Io,
): Promise<ExitCode> {
  const { platform, pulledBy } = options;
  const [target] = await readTargets([image], { io, platform });
  if (pulledBy) toTarget(pulledBy, { at: '--pulled-by' });
  const loaded = await loadPolicy(options.policy, io);
  const caches = await openCaches(options, io);
  try {
    const inspector = new Inspector({
      registry: openRegistry(options, { io, cache: caches.content }),
      github: openGitHub(options.github, { io, fetch: io.fetch }),
      trust: await openTrust(trustSourcesOf(loaded), {
        directory: caches.roots,
        refresh: options.refresh ?? true,
        io,
      }),
      verdicts: caches.verdicts,
      images: 1,
      now: io.now,
    });
    const inspection = await inspector.inspect(target.reference, {
      platform,
      within: pulledBy,
    });
    if (!('evidence' in inspection)) {
      const { reference, code, found } = inspection;
      warn(io, `${reference} (${code}): ${found}`);
      return exitCodes.unknown;
    }
    const report = buildReport(inspection.evidence);
    io.stdout.write(
      options.format === 'json'
        ? toText(report)
        : formatTree(report, { style: chooseStyle(io), now: io.now() }),
    );
    return report.complete ? exitCodes.accepted : exitCodes.unknown;
  } finally {
    await caches.close();
  }
}
