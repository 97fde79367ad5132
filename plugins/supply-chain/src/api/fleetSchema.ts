import {
  AnswerHistory,
  FleetCounts,
  FleetGroupPage,
  FleetPage,
  worstFindings,
} from '@portolan/plugin-supply-chain-common';
import { z } from 'zod/v4';
import { sourcesSchema } from '@portolan/plugin-answers-react';
import { answer, role, workload } from './schema';

export const fleetPageSchema: z.ZodType<FleetPage> = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      entityRef: z.string().optional(),
      claimedBy: z.array(z.string()).optional(),
      owner: z.string().optional(),
      system: z.string().optional(),
      environment: z.string().optional(),
      cluster: z.string(),
      namespace: z.string(),
      workload,
      container: z.string(),
      role,
      image: z.string(),
      digest: z.string().optional(),
      pods: z.number(),
      answer,
      signed: answer,
      scanned: answer,
      source: answer,
      criticals: z.number().optional(),
      highs: z.number().optional(),
      since: z.string(),
    }),
  ),
  total: z.number(),
  cursor: z.string().optional(),
  sources: sourcesSchema,
});

const countByAnswer = z.record(answer, z.number());

export const fleetCountsSchema: z.ZodType<FleetCounts> = z.object({
  running: z.number(),
  byAnswer: countByAnswer,
  unowned: z.number(),
  byWorstFinding: z.record(z.enum(worstFindings), z.number()),
});

export const fleetGroupPageSchema: z.ZodType<FleetGroupPage> = z.object({
  items: z.array(
    z.object({
      key: z.string().optional(),
      image: z.string().optional(),
      answer,
      signed: answer,
      scanned: answer,
      source: answer,
      byAnswer: countByAnswer,
      containers: z.number(),
      workloads: z.number(),
      components: z.number(),
      environments: z.number(),
      criticals: z.number().optional(),
      highs: z.number().optional(),
    }),
  ),
  total: z.number(),
  cursor: z.string().optional(),
  sources: sourcesSchema,
});

export const answerHistorySchema: z.ZodType<AnswerHistory> = z.object({
  items: z.array(
    z.object({ day: z.string(), byAnswer: countByAnswer.optional() }),
  ),
});
