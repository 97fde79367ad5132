import { bundleToJSON } from '@sigstore/bundle';
import { decodeBundle, MalformedEvidenceError } from '../evidence/decodeBundle';
import { decodeEnvelope, decodeSimpleSigning } from '../evidence/decodeLegacy';
import type { SignedEvidence } from '../evidence/Evidence';
import { digestOf } from '../oci/digest';
import type { TrustDomain } from '../trust/TrustDomain';
import type { Verdict } from '../verify/Verdict';
import { verifyEvidence } from '../verify/verifyEvidence';
import type { Subject } from '../verify/verifyInDomain';
import { mutateBytes, mutateJson, mutateText, randomFrom } from './mutate';

/** A layer or bundle that verifies, as it lies in a registry. */
export type Sample = {
  name: string;
  bytes: Buffer;
  /** Present where it is a legacy layer. */
  annotations?: Record<string, string>;
  subject: Subject;
  domains: readonly TrustDomain[];
};

export type FuzzResult = {
  mutations: number;
  undecodable: number;
  failed: number;
  /** Those that differ and verify, by the places that differ. */
  verified: Map<string, number>;
  /** Whatever must not be; empty where all is well. */
  wrong: string[];
};

/** Sends mutations of samples through decoders and verifier. */
export function fuzzEvidence(
  samples: readonly Sample[],
  options: { seed: number; mutations: number },
): FuzzResult {
  const random = randomFrom(options.seed);
  const result: FuzzResult = {
    mutations: options.mutations,
    undecodable: 0,
    failed: 0,
    verified: new Map(),
    wrong: [],
  };
  const originals = samples.map(sample => {
    const evidence = decode(sample);
    return { sample, evidence, verdict: judge(evidence, sample) };
  });
  for (let round = 0; round < options.mutations; round += 1) {
    const original = originals[random(originals.length)];
    const sample = mutateSample(original.sample, random);
    const at = `${sample.name}, mutation ${round} of seed ${options.seed}`;
    try {
      const evidence = decode(sample);
      const verdict = judge(evidence, sample);
      if (verdict.result === 'failed') {
        result.failed += 1;
        continue;
      }
      const places = differences(
        toPlain(original.evidence),
        toPlain(evidence),
      ).join(', ');
      const count = result.verified.get(places) ?? 0;
      result.verified.set(places, count + 1);
      if (JSON.stringify(verdict) !== JSON.stringify(original.verdict)) {
        result.wrong.push(`${at}: another verdict after ${places}`);
      }
    } catch (error) {
      if (error instanceof MalformedEvidenceError) result.undecodable += 1;
      else result.wrong.push(`${at}: threw ${error}`);
    }
  }
  return result;
}

type Random = ReturnType<typeof randomFrom>;

function mutateSample(sample: Sample, random: Random): Sample {
  const { bytes, annotations } = sample;
  const names = Object.keys(annotations ?? {});
  if (annotations && names.length > 0 && random(3) > 0) {
    const name = names[random(names.length)];
    const value = annotations[name];
    const changed =
      value.startsWith('{') && random(3) > 0
        ? mutateJson(value, random)
        : mutateText(value, random);
    return { ...sample, annotations: { ...annotations, [name]: changed } };
  }
  const mutated =
    random(3) > 0
      ? Buffer.from(mutateJson(bytes.toString('utf8'), random))
      : mutateBytes(bytes, random);
  return { ...sample, bytes: mutated };
}

function decode({ bytes, annotations }: Sample): SignedEvidence {
  const found = { storage: 'bundle-referrer', blob: digestOf(bytes) } as const;
  if (!annotations) return { ...found, ...decodeBundle(bytes) };
  return 'dev.cosignproject.cosign/signature' in annotations &&
    annotations['dev.cosignproject.cosign/signature'] !== ''
    ? { ...found, ...decodeSimpleSigning(bytes, annotations) }
    : { ...found, ...decodeEnvelope(bytes, annotations) };
}

function judge(
  evidence: SignedEvidence,
  { subject, domains }: Sample,
): Verdict {
  return verifyEvidence(evidence, { subject, domains });
}

function toPlain({ bundle }: SignedEvidence): unknown {
  return bundleToJSON(bundle);
}

/** The paths at which two values differ, with `*` for places in lists. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (!isRecord(a) || !isRecord(b)) return [path || '.'];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const found = [...keys].flatMap(key =>
    differences(a[key], b[key], `${path}.${/^\d+$/.test(key) ? '*' : key}`),
  );
  return [...new Set(found)].sort();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
