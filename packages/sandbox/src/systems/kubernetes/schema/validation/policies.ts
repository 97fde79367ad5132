import { mapAt, mapsAt } from '../defaults/fields';
import { JsonMap } from '../json';
import { KubeObject } from '../types';
import { CauseList } from './CauseList';
import { validateImmutable } from './metadata';

const SUBJECT_KINDS = ['Group', 'ServiceAccount', 'User'];
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];

export function validateRole(list: CauseList, object: KubeObject): void {
  mapsAt(object, 'rules').forEach((rule, index) => {
    const field = `rules[${index}]`;
    if (isNone(rule.verbs)) {
      list.required(`${field}.verbs`, 'verbs must contain at least one value');
    }
    if (!isNone(rule.nonResourceURLs)) {
      if (object.kind === 'Role') {
        list.invalid(
          `${field}.nonResourceURLs`,
          rule.nonResourceURLs,
          'namespaced rules cannot apply to non-resource URLs',
        );
      }
    } else {
      if (isNone(rule.apiGroups)) {
        list.required(
          `${field}.apiGroups`,
          'resource rules must supply at least one api group',
        );
      }
      if (isNone(rule.resources)) {
        list.required(
          `${field}.resources`,
          'resource rules must supply at least one resource',
        );
      }
    }
  });
}

export function validateBinding(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  const roleRef = mapAt(object, 'roleRef') ?? {};
  const kinds =
    object.kind === 'RoleBinding' ? ['ClusterRole', 'Role'] : ['ClusterRole'];
  list.oneOf('roleRef.kind', roleRef.kind, kinds);
  if (!roleRef.name) list.required('roleRef.name');
  mapsAt(object, 'subjects').forEach((subject, index) => {
    const field = `subjects[${index}]`;
    if (!subject.name) list.required(`${field}.name`);
    list.oneOf(`${field}.kind`, subject.kind, SUBJECT_KINDS);
    if (subject.kind === 'ServiceAccount' && !subject.namespace) {
      list.required(`${field}.namespace`);
    }
  });
  if (before) {
    validateImmutable(
      list,
      'roleRef',
      object.roleRef,
      before.roleRef,
      'cannot change roleRef',
    );
  }
}

export function validateDisruptionBudget(
  list: CauseList,
  object: KubeObject,
): void {
  const spec = mapAt(object, 'spec') ?? {};
  if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined) {
    list.invalid(
      'spec',
      spec,
      'minAvailable and maxUnavailable cannot be both set',
    );
  }
  list.nonNegative('spec.minAvailable', spec.minAvailable);
  list.nonNegative('spec.maxUnavailable', spec.maxUnavailable);
}

export function validateAutoscaler(list: CauseList, object: KubeObject): void {
  const spec = mapAt(object, 'spec') ?? {};
  const minimum = Number(spec.minReplicas ?? 1);
  const maximum = Number(spec.maxReplicas ?? 0);
  if (minimum < 1) {
    list.invalid(
      'spec.minReplicas',
      minimum,
      'must be greater than or equal to 1',
    );
  }
  if (maximum < 1) {
    list.invalid('spec.maxReplicas', maximum, 'must be greater than 0');
  } else if (maximum < minimum) {
    list.invalid(
      'spec.maxReplicas',
      maximum,
      'must be greater than or equal to `minReplicas`',
    );
  }
  const target = mapAt(spec, 'scaleTargetRef') ?? {};
  for (const key of ['kind', 'name']) {
    if (!target[key]) list.required(`spec.scaleTargetRef.${key}`);
  }
}

export function validateIngress(list: CauseList, object: KubeObject): void {
  const spec = mapAt(object, 'spec') ?? {};
  const rules = mapsAt(spec, 'rules');
  if (rules.length === 0 && spec.defaultBackend === undefined) {
    list.invalid(
      'spec',
      rules,
      'either `defaultBackend` or `rules` must be specified',
    );
  }
  rules.forEach((rule, index) => {
    const http = mapAt(rule, 'http');
    if (http) validatePaths(list, http, `spec.rules[${index}].http.paths`);
  });
}

function validatePaths(list: CauseList, http: JsonMap, field: string): void {
  const paths = mapsAt(http, 'paths');
  if (paths.length === 0) list.required(field);
  paths.forEach((path, index) => {
    const place = `${field}[${index}]`;
    if (!path.pathType)
      list.required(`${place}.pathType`, 'pathType must be specified');
    else list.oneOf(`${place}.pathType`, path.pathType, PATH_TYPES);
    const isFree = path.pathType === 'ImplementationSpecific' && !path.path;
    if (!isFree && !String(path.path ?? '').startsWith('/')) {
      list.invalid(
        `${place}.path`,
        path.path ?? '',
        'must be an absolute path',
      );
    }
  });
}

function isNone(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0;
}
