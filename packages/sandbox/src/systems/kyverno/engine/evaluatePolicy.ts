import { selects } from '../../../operators/selects';
import type { Exception } from '../policy/Exception';
import type { ResourceRule } from '../policy/ValidatingPolicy';
import type { CompiledPolicy, CompiledVariant } from './CompiledPolicy';
import type { RuleResult } from './RuleResult';
import { namespaceLabels, Subject } from './Subject';

type Context = Record<string, unknown>;

/**
 * Holds one ValidatingPolicy against one object.
 *
 * @returns undefined when the policy is not about this object
 */
export function evaluatePolicy(
  policy: CompiledPolicy,
  subject: Subject,
  options: { exceptions: readonly Exception[]; now: Date },
): RuleResult | undefined {
  const variant = policy.variants.find(each => isAbout(each, subject));
  if (!variant || isElsewhere(policy, subject)) return undefined;
  const result = (
    outcome: Pick<RuleResult, 'result' | 'message'> & Partial<RuleResult>,
  ): RuleResult => ({
    policy: policy.namespace
      ? `${policy.namespace}/${policy.name}`
      : policy.name,
    source: 'KyvernoValidatingPolicy',
    ...policy.labels,
    properties: {},
    ...outcome,
  });
  const context = contextOf(subject);
  try {
    if (!variant.conditions.every(holds => holds(context) === true)) {
      return undefined;
    }
  } catch (error) {
    return result({ result: 'error', message: (error as Error).message });
  }
  const matching = options.exceptions.filter(each =>
    excepts(each, { policy, context, now: options.now }),
  );
  const whole = matching.find(
    ({ allowedImages, allowedValues }) =>
      allowedImages.length + allowedValues.length === 0,
  );
  if (whole) {
    return result({
      result: whole.reportResult,
      rule: 'exception',
      message: `rule is skipped due to policy exception: ${whole.namespace}/${whole.name}`,
      properties: { exceptions: whole.name },
    });
  }
  return result(
    validate(variant, {
      ...context,
      exceptions: {
        allowedImages: matching.flatMap(({ allowedImages }) => allowedImages),
        allowedValues: matching.flatMap(({ allowedValues }) => allowedValues),
      },
    }),
  );
}

function validate(
  variant: CompiledVariant,
  context: Context,
): Pick<RuleResult, 'result' | 'message' | 'properties'> {
  const properties: Record<string, string> = {};
  try {
    const variables: Context = {};
    const full = { ...context, variables };
    for (const { name, value } of variant.variables) {
      variables[name] = value(full);
    }
    for (const [index, validation] of variant.validations.entries()) {
      properties['cel.validationIndex'] = String(index);
      if (validation.holds(full) !== true) {
        return {
          result: 'fail',
          message: messageOf(validation, full),
          properties,
        };
      }
    }
    return { result: 'pass', message: 'success', properties: {} };
  } catch (error) {
    return { result: 'error', message: (error as Error).message, properties };
  }
}

function messageOf(
  validation: CompiledVariant['validations'][number],
  context: Context,
): string {
  try {
    const said = validation.messageOf?.(context);
    if (typeof said === 'string' && said) return said;
  } catch {
    // Then the message that needs no evaluation.
  }
  return validation.message ?? `failed expression: ${validation.text}`;
}

function contextOf(subject: Subject): Context {
  const { object, before, operation, namespace } = subject;
  const { group, version, resource } = subject;
  return {
    object,
    oldObject: before ?? null,
    namespaceObject: namespace ?? null,
    variables: {},
    exceptions: { allowedImages: [], allowedValues: [] },
    request: {
      operation,
      name: object.metadata.name,
      namespace: object.metadata.namespace ?? '',
      kind: { group, version, kind: object.kind },
      resource: { group, version, resource },
      userInfo: subject.user ?? {},
    },
  };
}

function isAbout({ constraints }: CompiledVariant, subject: Subject): boolean {
  const { resourceRules, excludeResourceRules } = constraints;
  const home = namespaceLabels(subject);
  return (
    resourceRules.some(rule => matches(rule, subject)) &&
    !excludeResourceRules.some(rule => matches(rule, subject)) &&
    (home === undefined || selects(constraints.namespaceSelector, home)) &&
    selects(constraints.objectSelector, subject.object.metadata.labels)
  );
}

function isElsewhere({ namespace }: CompiledPolicy, { object }: Subject) {
  return namespace !== undefined && object.metadata.namespace !== namespace;
}

function matches(rule: ResourceRule, subject: Subject): boolean {
  const has = (values: string[], value: string) =>
    values.includes('*') || values.includes(value);
  return (
    has(rule.apiGroups, subject.group) &&
    has(rule.apiVersions, subject.version) &&
    has(rule.resources, subject.resource) &&
    (rule.operations.length === 0 || has(rule.operations, subject.operation))
  );
}

function excepts(
  exception: Exception,
  options: { policy: CompiledPolicy; context: Context; now: Date },
): boolean {
  const { policy, context, now } = options;
  const { expiresAt } = exception;
  if (expiresAt && expiresAt <= now) return false;
  const named = exception.policyRefs.some(
    ({ name, kind }) => name === policy.name && kind === policy.kind,
  );
  try {
    return (
      named && exception.conditions.every(holds => holds(context) === true)
    );
  } catch {
    return false;
  }
}
