import {
  answers,
  Check,
  ComponentVerdict,
  DigestDetail,
  DigestVerdict,
  FindingPage,
  questions,
  severities,
  TransitionPage,
} from '@portolan/plugin-supply-chain-common';
import { linkSchema, sourcesSchema } from '@portolan/plugin-answers-react';
import { z } from 'zod/v4';

export const answer = z.enum(answers);
export const workload = z.object({ kind: z.string(), name: z.string() });
export const role = z.enum(['container', 'init', 'ephemeral']);

const nextStep = z
  .union([
    z.object({
      kind: z.literal('link'),
      title: z.string(),
      url: z.url({ protocol: /^https?$/ }),
    }),
    z.object({
      kind: z.literal('command'),
      title: z.string(),
      command: z.string(),
    }),
  ])
  .optional()
  .catch(undefined);

const check: z.ZodType<Check> = z.object({
  question: z.enum(questions),
  answer,
  code: z.string(),
  sentence: z.string(),
  expected: z.string(),
  found: z.string(),
  evidence: z.array(z.string()),
  asOf: z.string(),
  next: nextStep,
});

const verdictShape = {
  answer,
  checks: z.array(check),
  signer: z
    .object({
      identity: z.string(),
      issuer: z.string().optional(),
      log: z.object({ index: z.string(), url: linkSchema }).optional(),
      signedAt: z.string().optional(),
    })
    .optional(),
  source: z
    .object({
      repository: z.string(),
      commit: z.string().optional(),
      commitUrl: linkSchema,
      title: z.string().optional(),
      branch: z.string().optional(),
      runUrl: linkSchema,
      builder: z.string().optional(),
    })
    .optional(),
  scan: z
    .object({
      scanners: z.array(
        z.object({ name: z.string(), from: z.enum(['pipeline', 'cluster']) }),
      ),
      scannedAt: z.string().optional(),
      counts: z.record(z.enum(severities), z.number()),
      fixable: z.number(),
      secrets: z.number(),
      packages: z
        .object({
          count: z.number(),
          scanner: z.string(),
          asOf: z.string(),
          serialNumber: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  since: z.string().optional(),
};

const verdict: z.ZodType<DigestVerdict> = z.object(verdictShape);

export const componentVerdictSchema: z.ZodType<ComponentVerdict> = z.object({
  entityRef: z.string(),
  environments: z.array(
    z.object({
      environment: z.string(),
      cluster: z.string(),
      namespace: z.string(),
      answer: answer.optional(),
      containers: z.array(
        z.object({
          workload,
          container: z.string(),
          role,
          image: z.string(),
          digest: z.string().optional(),
          previousDigest: z.string().optional(),
          pods: z.number(),
          since: z.string(),
          verdict,
        }),
      ),
    }),
  ),
  disputed: z.array(
    z.object({
      cluster: z.string(),
      namespace: z.string(),
      workload,
      claimedBy: z.array(z.string()),
    }),
  ),
  sources: sourcesSchema,
});

export const digestDetailSchema: z.ZodType<DigestDetail> = z.object({
  digest: z.string(),
  images: z.array(
    z.object({
      reference: z.string(),
      image: z.string(),
      index: z.string().optional(),
      verdicts: z.array(
        z.object({ ...verdictShape, entityRef: z.string().optional() }),
      ),
      asOf: z.string().optional(),
      nextAt: z.string().optional(),
      cause: z.string().optional(),
      report: z.unknown(),
    }),
  ),
  secrets: z.array(
    z.object({
      rule: z.string(),
      title: z.string(),
      severity: z.string(),
      target: z.string(),
      count: z.number(),
    }),
  ),
});

export const findingPageSchema: z.ZodType<FindingPage> = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      severity: z.enum(severities),
      package: z.string(),
      installedVersion: z.string(),
      fixedVersion: z.string().optional(),
      title: z.string().optional(),
      url: linkSchema,
      foundBy: z.array(z.enum(['pipeline', 'cluster'])),
      firstSeen: z.string(),
      isNew: z.boolean(),
    }),
  ),
  total: z.number(),
  cursor: z.string().optional(),
});

export const transitionPageSchema: z.ZodType<TransitionPage> = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      entityRef: z.string().optional(),
      environment: z.string().optional(),
      cluster: z.string().optional(),
      namespace: z.string().optional(),
      workload: workload.optional(),
      container: z.string().optional(),
      digest: z.string(),
      question: z.enum([...questions, 'deploy']),
      from: z.string().optional(),
      to: z.string().optional(),
      code: z.string().optional(),
      why: z.string(),
      at: z.string(),
    }),
  ),
  cursor: z.string().optional(),
});
