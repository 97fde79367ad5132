import { toRuleWhere } from '../policy/toRuleWhere';
import { cut } from '../schema/metadata';
import { parseWith } from '@portolan/plugin-workloads-node';
import { exceptionSchema, legacyExceptionSchema } from './exceptionSchema';
import type { ParsedException } from './ParsedException';

/** An expression that says nothing but which namespaces are meant. */
const oneNamespace =
  /^\s*(?:object\.metadata\.namespace|namespaceObject\.metadata\.name|request\.namespace)\s*(?:==\s*(['"])([a-z0-9-]+)\1|in\s*\[([^\]]*)\])\s*$/;

/**
 * Reads a PolicyException of policies.kyverno.io, or of kyverno.io. Pure.
 *
 * @throws Error naming the field when the exception makes no sense
 */
export function parseException(object: {
  apiVersion: string;
  [field: string]: unknown;
}): ParsedException {
  return object.apiVersion.startsWith('kyverno.io/')
    ? parseLegacy(object)
    : parseNew(object);
}

function parseNew(object: unknown): ParsedException {
  const raw = parseWith(exceptionSchema, object);
  const { spec } = raw;
  const conditions = (spec.matchConditions ?? []).map(one => one.expression);
  // All conditions have to hold: one that names namespaces limits it to them.
  const namespaces = conditions.map(toNamespaces).find(Boolean);
  const properties = spec.properties ?? {};
  return {
    exception: toRef(raw),
    policies: spec.policyRefs.map(one => ({
      policy: one.name,
      ...(one.kind ? { kind: one.kind } : {}),
      rules: [],
    })),
    ...(namespaces ? { namespaces } : {}),
    limits: [
      ...(spec.images ?? []).map(image => `image ${image}`),
      ...(spec.allowedValues ?? []).map(value => `value ${value}`),
      ...conditions,
    ].map(limit => cut(limit, 1000)),
    ...reasonOf(properties, raw.metadata.annotations),
    properties,
    ...(spec.expiresAt
      ? { expiresAt: new Date(spec.expiresAt).toISOString() }
      : {}),
  };
}

function parseLegacy(object: unknown): ParsedException {
  const raw = parseWith(legacyExceptionSchema, object);
  const { spec } = raw;
  const { include } = toRuleWhere({ match: spec.match }, {});
  // Of each alternative the names; one that names none can match anywhere.
  const named = include.map(group => group.flatMap(({ names }) => names ?? []));
  const isLimited = named.length > 0 && named.every(names => names.length > 0);
  return {
    exception: toRef(raw),
    policies: spec.exceptions.map(one => ({
      policy: one.policyName,
      rules: one.ruleNames ?? [],
    })),
    ...(isLimited ? { namespaces: [...new Set(named.flat())] } : {}),
    limits: [
      ...(spec.match ? [`match ${JSON.stringify(spec.match)}`] : []),
      ...(spec.conditions
        ? [`conditions ${JSON.stringify(spec.conditions)}`]
        : []),
      ...(spec.podSecurity?.length
        ? [`podSecurity ${JSON.stringify(spec.podSecurity)}`]
        : []),
    ].map(limit => cut(limit, 1000)),
    ...reasonOf({}, raw.metadata.annotations),
    properties: {},
  };
}

function toRef(raw: {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}): ParsedException['exception'] {
  const { apiVersion, kind, metadata } = raw;
  const { name, namespace } = metadata;
  return { apiVersion, kind, name, ...(namespace ? { namespace } : {}) };
}

function reasonOf(
  properties: Readonly<Record<string, string>>,
  annotations: Readonly<Record<string, string>> = {},
): Pick<ParsedException, 'reason'> {
  const reason =
    properties.reason ?? annotations['policies.kyverno.io/description'];
  return reason ? { reason: cut(reason.trim(), 2000) } : {};
}

function toNamespaces(expression: string): string[] | undefined {
  const found = oneNamespace.exec(expression);
  if (!found) return undefined;
  const [, , one, several = ''] = found;
  if (one) return [one];
  const names = several.split(',').map(name => name.trim().slice(1, -1));
  return names.every(name => /^[a-z0-9-]+$/.test(name)) ? names : undefined;
}
