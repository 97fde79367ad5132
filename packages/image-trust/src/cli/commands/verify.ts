import { resolve } from 'node:path';
import { version } from '../../../package.json';
import { EvidenceDirectory } from '../../evidenceDirectory/EvidenceDirectory';
import type { ImageRegistry } from '../../oci/ImageRegistry';
import type { Answer } from '../../policy/Check';
import type { ComponentContext } from '../../policy/ComponentContext';
import { evaluatePolicy } from '../../policy/evaluatePolicy';
import { buildReport } from '../../report/buildReport';
import { toVsa } from '../../report/toVsa';
import type { TrustDomains } from '../../trust/TrustDomainStore';
import { chooseStyle } from '../chooseStyle';
import { decideAnswer, ExitCode, exitCodeOf } from '../ExitCode';
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
import { Caches, openCaches } from '../openCaches';
import { openRegistry } from '../openRegistry';
import { openTrust, openTrustOffline } from '../openTrust';
import { readTargets, toTarget } from '../readTargets';
import type { Settings } from '../Settings';
import { withExportedRoots } from '../trustSourcesOf';
import { UsageError } from '../UsageError';
import { reportsOf, VerifiedImage } from '../VerifiedImage';

export type VerifyOptions = Settings & {
  format: 'table' | 'tree' | 'json' | 'sarif' | 'vsa';
  file?: string;
  component?: string;
  repository?: string;
  platform?: string;
  pulledBy?: string;
  evidence?: string;
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
  const component = componentOf(options);
  const evidence =
    options.evidence === undefined
      ? undefined
      : await EvidenceDirectory.open(resolve(io.cwd, options.evidence));
  const targets = await readTargets(images, { io, ...options, evidence });
  const loaded = await requirePolicy(options.policy, io);
  const caches = await openCaches(options, io);
  try {
    const trust = await trustOf(loaded, { options, evidence, caches, io });
    const registry: ImageRegistry =
      evidence ?? openRegistry(options, { io, cache: caches.content });
    const inspector = new Inspector({
      registry,
      trust,
      verdicts: caches.verdicts,
      images: targets.length,
      now: io.now,
    });
    try {
      const results = await inspectTargets<VerifiedImage>(targets, {
        inspector,
        judge: inspection => {
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
  const { format: wanted, verifier, pulledBy, evidence } = options;
  if (wanted === 'vsa' && !verifier) {
    throw new UsageError('--verifier', {
      problem: 'is missing',
      fix: 'Name who verifies, as the summary will say it: --verifier https://ci.example.com/image-trust',
    });
  }
  if (pulledBy) toTarget(pulledBy, { at: '--pulled-by' });
  if (options.trustExportedRoots && evidence === undefined) {
    throw new UsageError('--trust-exported-roots', {
      problem: 'needs --evidence',
      fix: 'Name the directory whose roots are to be trusted: --evidence DIRECTORY.',
    });
  }
}

/** A name alone is a component of the default namespace, as Backstage completes it. */
function componentOf({
  component,
  repository,
}: VerifyOptions): ComponentContext | undefined {
  if (component === undefined) {
    if (repository === undefined) return undefined;
    throw new UsageError('--repository', {
      problem: 'needs --component',
      fix: 'Name the component whose repository it is: --component NAME.',
    });
  }
  const [, kind = 'component', namespace = 'default', name = ''] =
    /^(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/.exec(component) ?? [];
  if (!name) {
    throw new UsageError(`--component ${component}`, {
      problem: 'is no name of a component',
      fix: 'Write shop, or component:default/shop.',
    });
  }
  return {
    name: `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US'),
    repository,
  };
}

async function trustOf(
  { policy }: LoadedPolicy,
  context: {
    options: VerifyOptions;
    evidence: EvidenceDirectory | undefined;
    caches: Caches;
    io: Io;
  },
): Promise<TrustDomains> {
  const { options, evidence, caches, io } = context;
  const directory = caches.roots;
  if (!evidence) {
    const { refresh = true } = options;
    return openTrust(policy.trustDomains, { directory, refresh, io });
  }
  if (options.trustExportedRoots) {
    const sources = await withExportedRoots(policy.trustDomains, evidence);
    return openTrustOffline(sources, { directory, io });
  }
  const trust = await openTrustOffline(policy.trustDomains, { directory, io });
  const missing = trust.unreadable.filter(({ name }) =>
    evidence.trustedRoots.some(({ domain }) => domain === name),
  );
  for (const { name } of missing) {
    io.stderr.write(
      `image-trust: no root of trust domain '${name}' is on this machine. Bring one with 'image-trust roots refresh', or, if you trust whoever exported the evidence, use --trust-exported-roots.\n`,
    );
  }
  return trust;
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
  const { answer, options, io } = context;
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
    case 'vsa':
      return formatSummaries(results, context);
    default:
      return formatVerifiedTable(results, chooseStyle(io));
  }
}

/** One statement on each line; an image that nobody could judge has none. */
function formatSummaries(
  results: readonly VerifiedImage[],
  context: { options: VerifyOptions; loaded: LoadedPolicy; io: Io },
): string {
  const { options, loaded, io } = context;
  const statements = reportsOf(results).flatMap(report => {
    const statement = toVsa(report, {
      verifier: options.verifier ?? '',
      version: { 'image-trust': version },
      policyUri: options.policyUri ?? loaded.path,
      timeVerified: io.now(),
    });
    return statement ? [`${JSON.stringify(statement)}\n`] : [];
  });
  const without = results.length - statements.length;
  if (without > 0) {
    io.stderr.write(
      `image-trust: ${without} of ${results.length} images could not be judged and have no summary.\n`,
    );
  }
  return statements.join('');
}
