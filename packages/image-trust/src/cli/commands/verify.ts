import { resolve } from 'node:path';
import { version } from '../../../package.json';
import { EvidenceDirectory } from '../../evidenceDirectory/EvidenceDirectory';
import type { ImageRegistry } from '../../oci/ImageRegistry';
import type { Answer } from '../../policy/Check';
import { evaluatePolicy } from '../../policy/evaluatePolicy';
import { buildReport } from '../../report/buildReport';
import { chooseStyle } from '../chooseStyle';
import { decideAnswer, ExitCode, exitCodeOf } from '../ExitCode';
import { formatSummaries } from '../formatSummaries';
import {
  formatVerifiedJson,
  formatVerifiedSarif,
  formatVerifiedTable,
  formatVerifiedTree,
} from '../formatVerified';
import { Inspector } from '../Inspector';
import { inspectTargets } from '../inspectTargets';
import type { Io } from '../Io';
import { LoadedPolicy, requirePolicy } from '../loadPolicy';
import { openCaches } from '../openCaches';
import { openGitHub } from '../openGitHub';
import { openEvidenceTrust } from '../openEvidenceTrust';
import { openRegistry } from '../openRegistry';
import { openTrust } from '../openTrust';
import { Outages } from '../Outages';
import { readTargets, toTarget } from '../readTargets';
import type { Settings } from '../Settings';
import { UsageError } from '../UsageError';
import type { VerifiedImage } from '../VerifiedImage';
import { warn } from '../warn';

export type VerifyOptions = Settings & {
  format: 'table' | 'tree' | 'json' | 'sarif' | 'vsa';
  file?: string;
  component?: string;
  repository?: string;
  platform?: string;
  pulledBy?: string;
  evidence?: string;
  evidenceDigest?: string;
  trustExportedRoots?: boolean;
  verifier?: string;
  policyUri?: string;
  concurrency: number;
  quiet?: boolean;
};

/** `verify`: judges images by a policy. */
export async function verify(
  images: readonly string[],
  options: VerifyOptions,
  io: Io,
): Promise<ExitCode> {
  checkOptions(options);
  const evidence = await openEvidence(options, io);
  const targets = await readTargets(images, { io, ...options, evidence });
  const loaded = await requirePolicy(options.policy, io);
  const caches = await openCaches(options, io);
  try {
    const { trustDomains } = loaded.policy;
    const directory = caches.roots;
    const trust = evidence
      ? await openEvidenceTrust(trustDomains, {
          evidence,
          trustExportedRoots: options.trustExportedRoots ?? false,
          directory,
          io,
        })
      : await openTrust(trustDomains, {
          directory,
          refresh: options.refresh ?? true,
          io,
        });
    const registry: ImageRegistry =
      evidence ?? openRegistry(options, { io, cache: caches.content });
    const inspector = new Inspector({
      registry,
      github: openGitHub(options.github, {
        io,
        fetch: evidence?.fetch ?? io.fetch,
        limits: evidence && { retries: 0 },
      }),
      trust,
      verdicts: caches.verdicts,
      images: targets.length,
      now: io.now,
    });
    try {
      const results = await inspectTargets<VerifiedImage>(targets, {
        inspector,
        judge: (inspection, { component }) => {
          if (!('evidence' in inspection)) {
            return { answer: 'unknown', unresolved: inspection };
          }
          const judgement = evaluatePolicy(inspection.evidence, {
            policy: loaded.policy,
            now: io.now(),
            component,
          });
          const report = buildReport(inspection.evidence, judgement);
          return { answer: judgement.answer, report };
        },
        answerOf: result => result.answer,
        io,
        concurrency: options.concurrency,
        outages: evidence ? undefined : new Outages(),
        quiet: options.quiet,
        within: options.pulledBy,
        asOf: evidence?.exportedAt,
      });
      const answer = decideAnswer(results.map(result => result.answer));
      io.stdout.write(format(results, { answer, options, loaded, io }));
      return exitCodeOf(answer);
    } finally {
      await inspector.close();
    }
  } finally {
    await caches.close();
  }
}

function checkOptions(options: VerifyOptions): void {
  const { format: wanted, verifier, pulledBy } = options;
  if (wanted === 'vsa' && !verifier) {
    throw new UsageError('--verifier', {
      problem: 'is missing',
      fix: 'Name who verifies, as the summary will say it: --verifier https://ci.example.com/image-trust',
    });
  }
  if (pulledBy) toTarget(pulledBy, { at: '--pulled-by' });
}

async function openEvidence(
  options: VerifyOptions,
  io: Io,
): Promise<EvidenceDirectory | undefined> {
  const { evidence, evidenceDigest, trustExportedRoots } = options;
  if (evidence === undefined) {
    const needless = [
      evidenceDigest !== undefined && '--evidence-digest',
      trustExportedRoots && '--trust-exported-roots',
    ].find(Boolean);
    if (!needless) return undefined;
    throw new UsageError(needless, {
      problem: 'needs --evidence',
      fix: 'Name the directory that it is about: --evidence DIRECTORY.',
    });
  }
  const opened = await EvidenceDirectory.open(resolve(io.cwd, evidence));
  if (evidenceDigest === undefined || evidenceDigest === opened.digest) {
    return opened;
  }
  throw new UsageError(`--evidence ${evidence}`, {
    problem: `is not what --evidence-digest says: its index has ${opened.digest}`,
    fix: 'Take the directory that was exported, or the digest that was printed then.',
  });
}

function format(
  results: readonly VerifiedImage[],
  context: {
    answer: Answer;
    options: VerifyOptions;
    loaded: LoadedPolicy;
    io: Io;
  },
): string {
  const { answer, options, loaded, io } = context;
  switch (options.format) {
    case 'json':
      return formatVerifiedJson(results, answer);
    case 'sarif':
      return formatVerifiedSarif(results, version);
    case 'tree':
      return formatVerifiedTree(results, {
        style: chooseStyle(io),
        now: io.now(),
      });
    case 'vsa': {
      const { text, without } = formatSummaries(results, {
        verifier: options.verifier ?? '',
        version: { 'image-trust': version },
        policyUri: options.policyUri ?? loaded.path,
        timeVerified: io.now(),
      });
      if (without > 0) {
        warn(
          io,
          `${without} of ${results.length} images could not be judged and have no summary.`,
        );
      }
      return text;
    }
    default:
      return formatVerifiedTable(results, chooseStyle(io));
  }
}
