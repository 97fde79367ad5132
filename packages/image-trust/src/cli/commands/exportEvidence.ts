import { resolve } from 'node:path';
import { EvidenceDirectoryWriter } from '../../evidenceDirectory/EvidenceDirectoryWriter';
import { ExitCode, exitCodes } from '../ExitCode';
import { Inspection, Inspector } from '../Inspector';
import { inspectTargets } from '../inspectTargets';
import type { Io } from '../Io';
import { loadPolicy } from '../loadPolicy';
import { openCaches } from '../openCaches';
import { openGitHub } from '../openGitHub';
import { openRegistry } from '../openRegistry';
import { openTrust } from '../openTrust';
import { Outages } from '../Outages';
import { readTargets } from '../readTargets';
import type { Settings } from '../Settings';
import { trustSourcesOf } from '../trustSourcesOf';
import { warn } from '../warn';

export type ExportOptions = Settings & {
  output: string;
  file?: string;
  platform?: string;
  pulledBy?: string;
  concurrency: number;
  quiet?: boolean;
};

/** `evidence export`: writes everything that a later verification without a network reads. */
export async function exportEvidence(
  images: readonly string[],
  options: ExportOptions,
  io: Io,
): Promise<ExitCode> {
  const targets = await readTargets(images, { io, ...options });
  const loaded = await loadPolicy(options.policy, io);
  const writer = await EvidenceDirectoryWriter.create(
    resolve(io.cwd, options.output),
  );
  let written = false;
  const caches = await openCaches(options, io);
  try {
    const exportedAt = io.now();
    const trust = await openTrust(trustSourcesOf(loaded), {
      directory: caches.roots,
      refresh: options.refresh ?? true,
      io,
    });
    const registry = openRegistry(options, { io, cache: caches.content });
    const inspector = new Inspector({
      registry: writer.record(registry),
      github: openGitHub(options.github, {
        io,
        fetch: writer.recordFetch(io.fetch),
      }),
      trust,
      verdicts: caches.verdicts,
      images: 1,
      now: io.now,
    });
    const inspections = await inspectTargets(targets, {
      inspector,
      judge: (inspection, { platform }) => ({ inspection, platform }),
      io,
      concurrency: options.concurrency,
      outages: new Outages(),
      quiet: options.quiet,
      within: options.pulledBy,
    });
    const problems = inspections.flatMap(({ inspection }) =>
      problemsOf(inspection),
    );
    for (const { inspection, platform } of inspections) {
      const { reference } = inspection;
      const digest =
        'evidence' in inspection ? inspection.evidence.digest : undefined;
      writer.addImage({ reference, platform, digest });
      io.stdout.write(`${reference} ${digest ?? 'unknown'}\n`);
    }
    for (const { name, definition, root } of trust.domains) {
      if (!root) continue;
      await writer.addTrustedRoot(definition.trustedRoot, {
        domain: name,
        asOf: root.asOf,
      });
    }
    for (const { name, found } of trust.unreadable) {
      problems.push(`trust domain '${name}' has no root to export: ${found}`);
    }
    const digest = await writer.finish({ exportedAt });
    written = true;
    io.stdout.write(`${options.output} ${digest}\n`);
    for (const problem of problems) warn(io, problem);
    return problems.length === 0 ? exitCodes.accepted : exitCodes.unknown;
  } finally {
    if (!written) await writer.discard();
    await caches.close();
  }
}

function problemsOf(inspection: Inspection): string[] {
  const { reference } = inspection;
  if ('evidence' in inspection) {
    return inspection.evidence.unreadable.map(
      ({ at, code, found }) => `${reference}: ${at} (${code}): ${found}`,
    );
  }
  return [`${reference} (${inspection.code}): ${inspection.found}`];
}
