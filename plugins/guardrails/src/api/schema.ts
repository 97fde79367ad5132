import {
  answers,
  cellCodes,
  ComponentGuardrails,
  ControlCell,
  ExceptionItem,
  ExceptionList,
  MatrixPage,
  meshModes,
  MeshState,
  memberships,
  NamespaceDetail,
  PolicyDetail,
  PolicyList,
  PolicyResult,
  ResourceRef,
  ResultPage,
  resultStates,
  severities,
  stages,
} from '@portolan/plugin-guardrails-common';
import { linkSchema, sourcesSchema } from '@portolan/plugin-answers-react';
import { z } from 'zod/v4';

const answer = z.enum(answers);
const severity = z.enum(severities);
const stage = z.enum(stages);
const meshMode = z.enum(meshModes);
const workload = z.object({ kind: z.string(), name: z.string() });

const resource: z.ZodType<ResourceRef> = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
});

const cell: z.ZodType<ControlCell> = z.object({
  control: z.string(),
  stage: z.union([stage, meshMode]),
  answer: answer.optional(),
  code: z.enum(cellCodes),
  sentence: z.string(),
  counts: z.record(
    z.enum([...resultStates, 'unevaluated', 'stale']),
    z.number(),
  ),
  asOf: z.string().optional(),
});

const control = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['policy', 'mesh']),
  description: z.string().optional(),
  severity: severity.optional(),
  category: z.string().optional(),
});

const mesh: z.ZodType<MeshState> = z.object({
  mode: meshMode,
  workloads: z.array(
    z.object({
      workload,
      effective: z.object({
        mode: meshMode,
        from: resource.optional(),
        ports: z.array(z.object({ port: z.number(), mode: meshMode })),
      }),
      pods: z.record(z.enum(memberships), z.number()),
    }),
  ),
  outside: z.array(z.object({ name: z.string(), workload, why: z.string() })),
  cause: z.string().optional(),
});

const exception: z.ZodType<ExceptionItem> = z.object({
  cluster: z.string(),
  exception: resource,
  policies: z.array(
    z.object({ policy: z.string(), rules: z.array(z.string()) }),
  ),
  controls: z.array(z.string()),
  namespaces: z.array(z.string()).optional(),
  reason: z.string().optional(),
  expiresAt: z.string().optional(),
  expired: z.boolean(),
});

const policyShape = {
  cluster: z.string(),
  policy: resource,
  control: z.string(),
  title: z.string(),
  description: z.string().optional(),
  category: z.string().optional(),
  severity,
  actions: z.array(z.string()),
  ready: z.boolean().optional(),
  background: z.boolean(),
  namespaces: z.record(stage, z.number()),
};

const result: z.ZodType<PolicyResult> = z.object({
  id: z.string(),
  cluster: z.string(),
  namespace: z.string().optional(),
  environment: z.string().optional(),
  entityRef: z.string().optional(),
  resource,
  workload: workload.optional(),
  source: z.string(),
  policy: z.string(),
  rule: z.string().optional(),
  control: z.string(),
  result: z.enum(resultStates),
  severity,
  category: z.string().optional(),
  message: z.string(),
  field: z.string().optional(),
  asks: z.string().optional(),
  docsUrl: linkSchema,
  stage,
  exceptions: z.array(z.string()),
  firstSeen: z.string(),
  evaluatedAt: z.string(),
  stale: z.string().optional(),
});

export const componentGuardrailsSchema: z.ZodType<ComponentGuardrails> =
  z.object({
    entityRef: z.string(),
    environments: z.array(
      z.object({
        environment: z.string(),
        cluster: z.string(),
        namespace: z.string(),
        answer: answer.optional(),
        code: z.enum(cellCodes),
        sentence: z.string(),
        open: z.record(severity, z.number()),
        excepted: z.number(),
        blocksHere: z.number(),
        blocksIn: z.array(
          z.object({ environment: z.string(), count: z.number() }),
        ),
        cells: z.array(cell),
        mesh,
        asOf: z.string().optional(),
      }),
    ),
    sources: sourcesSchema,
  });

export const resultPageSchema: z.ZodType<ResultPage> = z.object({
  items: z.array(result),
  total: z.number(),
  cursor: z.string().optional(),
  sources: sourcesSchema,
});

export const matrixPageSchema: z.ZodType<MatrixPage> = z.object({
  controls: z.array(control),
  items: z.array(
    z.object({
      cluster: z.string(),
      namespace: z.string(),
      environment: z.string().optional(),
      owners: z.array(z.string()),
      cells: z.array(cell),
    }),
  ),
  total: z.number(),
  cursor: z.string().optional(),
  sources: sourcesSchema,
});

export const namespaceDetailSchema: z.ZodType<NamespaceDetail> = z.object({
  cluster: z.string(),
  namespace: z.string(),
  environment: z.string().optional(),
  labels: z.record(z.string(), z.string()),
  owners: z.array(z.string()),
  controls: z.array(control),
  cells: z.array(cell),
  mesh,
  exceptions: z.array(exception),
  sources: sourcesSchema,
});

export const policyListSchema: z.ZodType<PolicyList> = z.object({
  items: z.array(z.object(policyShape)),
  sources: sourcesSchema,
});

export const policyDetailSchema: z.ZodType<PolicyDetail> = z.object({
  ...policyShape,
  text: z.string(),
});

export const exceptionListSchema: z.ZodType<ExceptionList> = z.object({
  items: z.array(exception),
  sources: sourcesSchema,
});
