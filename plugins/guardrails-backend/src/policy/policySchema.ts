import { z } from 'zod';
import { metadataSchema, nameText, timeText } from '../schema/metadata';

const text = z.string().max(20_000);
const name = z.string().max(600);

export const selectorSchema = z.object({
  matchLabels: z.record(z.string()).nullish(),
  matchExpressions: z
    .array(
      z.object({
        key: name,
        operator: name,
        values: z.array(name).max(1000).nullish(),
      }),
    )
    .max(200)
    .nullish(),
});

const expressions = z
  .array(z.object({ expression: text }))
  .max(1000)
  .nullish();

export const constraintsSchema = z.object({
  namespaceSelector: selectorSchema.nullish(),
  resourceRules: z
    .array(z.object({ resources: z.array(name).max(500).nullish() }))
    .max(500)
    .nullish(),
});

export const policyMetadata = metadataSchema.extend({
  ownerReferences: z
    .array(z.object({ kind: nameText, name: nameText }))
    .max(100)
    .nullish(),
  managedFields: z
    .array(
      z.object({
        time: timeText.nullish(),
        subresource: z.string().nullish(),
        fieldsV1: z.record(z.unknown()).nullish(),
      }),
    )
    .max(200)
    .nullish(),
});

const conditions = z
  .array(
    z.object({
      type: name,
      status: z.string().max(100),
      message: z.string().nullish(),
    }),
  )
  .max(100)
  .nullish();

/** ValidatingPolicy and ImageValidatingPolicy of policies.kyverno.io, and ValidatingAdmissionPolicy, which they extend. */
export const celPolicySchema = z.object({
  apiVersion: name,
  kind: name,
  metadata: policyMetadata,
  spec: z.object({
    validationActions: z.array(name).max(20).nullish(),
    matchConstraints: constraintsSchema.nullish(),
    matchConditions: expressions,
    variables: expressions,
    validations: z
      .array(z.object({ message: text.nullish() }))
      .max(1000)
      .nullish(),
    evaluation: z
      .object({
        mode: name.nullish(),
        admission: z.object({ enabled: z.boolean().nullish() }).nullish(),
        background: z.object({ enabled: z.boolean().nullish() }).nullish(),
      })
      .nullish(),
  }),
  status: z
    .object({
      conditionStatus: z
        .object({ ready: z.boolean().nullish(), conditions })
        .nullish(),
    })
    .nullish(),
});

const resources = z.object({
  kinds: z.array(name).max(500).nullish(),
  namespaces: z.array(name).max(1000).nullish(),
  namespaceSelector: selectorSchema.nullish(),
  name: name.nullish(),
  names: z.array(name).max(1000).nullish(),
  selector: z.unknown(),
  annotations: z.unknown(),
  operations: z.array(name).max(20).nullish(),
});

const filter = z.object({
  resources: resources.nullish(),
  subjects: z.array(z.unknown()).nullish(),
  roles: z.array(z.unknown()).nullish(),
  clusterRoles: z.array(z.unknown()).nullish(),
});

export const filtersSchema = filter.extend({
  any: z.array(filter).max(500).nullish(),
  all: z.array(filter).max(500).nullish(),
});

const overrides = z
  .array(
    z.object({
      action: name,
      namespaces: z.array(name).max(1000).nullish(),
      namespaceSelector: selectorSchema.nullish(),
    }),
  )
  .max(500)
  .nullish();

const checks = z.object({
  message: text.nullish(),
  failureAction: name.nullish(),
  failureActionOverrides: overrides,
});

/** ClusterPolicy and Policy of kyverno.io. */
export const legacyPolicySchema = z.object({
  apiVersion: name,
  kind: name,
  metadata: policyMetadata,
  spec: z.object({
    validationFailureAction: name.nullish(),
    validationFailureActionOverrides: overrides,
    background: z.boolean().nullish(),
    admission: z.boolean().nullish(),
    rules: z
      .array(
        z.object({
          name,
          match: filtersSchema.nullish(),
          exclude: filtersSchema.nullish(),
          preconditions: z.unknown(),
          celPreconditions: z.unknown(),
          validate: checks.nullish(),
          verifyImages: z.array(checks).max(200).nullish(),
        }),
      )
      .max(1000)
      .nullish(),
  }),
  status: z.object({ ready: z.boolean().nullish(), conditions }).nullish(),
});

/** ValidatingAdmissionPolicyBinding of admissionregistration.k8s.io. */
export const bindingSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    policyName: nameText,
    validationActions: z.array(name).max(20).nullish(),
    matchResources: constraintsSchema.nullish(),
  }),
});

export type RawSelector = z.output<typeof selectorSchema>;
export type RawMetadata = z.output<typeof policyMetadata>;
export type RawFilter = z.output<typeof filter>;
export type RawFilters = z.output<typeof filtersSchema>;
export type RawOverrides = z.output<typeof overrides>;
export type RawConditions = z.output<typeof conditions>;
export type RawLegacyPolicy = z.output<typeof legacyPolicySchema>;
export type RawCelPolicy = z.output<typeof celPolicySchema>;
