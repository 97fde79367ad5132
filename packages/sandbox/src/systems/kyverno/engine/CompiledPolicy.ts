import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { compile, Expression } from '../cel/environment';
import { autogen, AutogenTarget } from '../policy/autogen';
import {
  PolicyLabels,
  PolicySpec,
  readLabels,
  specSchema,
} from '../policy/ValidatingPolicy';

export type CompiledVariant = {
  constraints: PolicySpec['matchConstraints'];
  conditions: Expression[];
  variables: Array<{ name: string; value: Expression }>;
  validations: Array<{
    holds: Expression;
    message?: string;
    messageOf?: Expression;
    text: string;
  }>;
};

/** A ValidatingPolicy that is ready to be held against objects. */
export type CompiledPolicy = {
  name: string;
  kind: string;
  /** Only of a namespaced policy: it sees nothing else. */
  namespace: string | undefined;
  uid: string | undefined;
  actions: PolicySpec['validationActions'];
  failurePolicy: PolicySpec['failurePolicy'];
  labels: PolicyLabels;
  atAdmission: boolean;
  inBackground: boolean;
  /** The policy itself and what autogen made of it. */
  variants: CompiledVariant[];
  targets: AutogenTarget[];
};

export type Compilation =
  | { result: 'compiled'; policy: CompiledPolicy }
  /** `field` and `value` name what is wrong. */
  | { result: 'invalid'; field: string; value: string; message: string };

class FieldError extends Error {
  constructor(readonly field: string, readonly value: string, message: string) {
    super(message);
  }
}

/** Compiles every expression of a ValidatingPolicy. */
export function compilePolicy(object: KubernetesObject): Compilation {
  const parsed = specSchema.safeParse(object.spec);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    const field = ['spec', ...path].join('.');
    return { result: 'invalid', field, value: '', message };
  }
  const spec = parsed.data;
  try {
    const generated = Object.values(autogen(object));
    const { metadata } = object;
    return {
      result: 'compiled',
      policy: {
        name: metadata.name,
        kind: object.kind,
        namespace: metadata.namespace,
        uid: metadata.uid,
        actions: spec.validationActions,
        failurePolicy: spec.failurePolicy,
        labels: readLabels(metadata.annotations),
        atAdmission: spec.evaluation.admission.enabled,
        inBackground: spec.evaluation.background.enabled,
        variants: [
          compileVariant(spec),
          ...generated.map(({ spec: variant }) =>
            compileVariant(specSchema.parse(variant)),
          ),
        ],
        targets: generated.flatMap(({ targets }) => targets),
      },
    };
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    const { field, value, message } = error;
    return { result: 'invalid', field, value, message };
  }
}

function compileVariant(spec: PolicySpec): CompiledVariant {
  return {
    constraints: spec.matchConstraints,
    conditions: spec.matchConditions.map(({ expression }, index) =>
      compileAt(`spec.matchConditions[${index}].expression`, expression),
    ),
    variables: spec.variables.map(({ name, expression }, index) => ({
      name,
      value: compileAt(`spec.variables[${index}].expression`, expression),
    })),
    validations: spec.validations.map(
      ({ expression, message, messageExpression }, index) => ({
        holds: compileAt(`spec.validations[${index}].expression`, expression),
        message,
        messageOf:
          messageExpression === undefined
            ? undefined
            : compileAt(
                `spec.validations[${index}].messageExpression`,
                messageExpression,
              ),
        text: expression,
      }),
    ),
  };
}

function compileAt(field: string, expression: string): Expression {
  try {
    return compile(expression);
  } catch (error) {
    throw new FieldError(field, expression, (error as Error).message);
  }
}
