import { mapAt } from '../defaults/fields';
import { equalJson, isEmpty, isMap, JsonMap } from '../json';
import { Labels, LabelSelector, matchesSelector } from '../labelSelector';
import { KubeObject } from '../types';
import { CauseList } from './CauseList';
import { validateImmutable, validateLabels } from './metadata';
import { validatePodSpec } from './podSpec';

const STATEFUL_SET_CHANGEABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

function specOf(object: KubeObject | undefined): JsonMap {
  return mapAt(object, 'spec') ?? {};
}

export function validateDeployment(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  const spec = specOf(object);
  list.nonNegative('spec.replicas', spec.replicas);
  validateSelectedTemplate(list, object);
  validateDeploymentStrategy(list, mapAt(spec, 'strategy') ?? {});
  list.nonNegative('spec.minReadySeconds', spec.minReadySeconds);
  list.nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit);
  const deadline = Number(spec.progressDeadlineSeconds);
  list.nonNegative('spec.progressDeadlineSeconds', deadline);
  if (deadline <= Number(spec.minReadySeconds ?? 0)) {
    list.invalid(
      'spec.progressDeadlineSeconds',
      deadline,
      'must be greater than minReadySeconds',
    );
  }
  if (before) {
    const old = specOf(before).selector;
    validateImmutable(list, 'spec.selector', spec.selector, old);
  }
}

export function validateReplicaSet(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  const spec = specOf(object);
  list.nonNegative('spec.replicas', spec.replicas);
  validateSelectedTemplate(list, object);
  if (before) {
    const old = specOf(before).selector;
    validateImmutable(list, 'spec.selector', spec.selector, old);
  }
}

export function validateDaemonSet(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  validateSelectedTemplate(list, object);
  if (before) {
    const { selector } = specOf(object);
    validateImmutable(list, 'spec.selector', selector, specOf(before).selector);
  }
}

export function validateStatefulSet(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  const spec = specOf(object);
  list.nonNegative('spec.replicas', spec.replicas);
  validateSelectedTemplate(list, object);
  if (!before) return;
  const fixed = (from: JsonMap) =>
    Object.fromEntries(
      Object.entries(from).filter(
        ([key]) => !STATEFUL_SET_CHANGEABLE.includes(key),
      ),
    );
  if (!equalJson(fixed(spec), fixed(specOf(before)))) {
    list.forbidden(
      'spec',
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    );
  }
}

/** A selector that finds the template's Pods, and Pods that always start again. */
function validateSelectedTemplate(list: CauseList, object: KubeObject): void {
  const spec = specOf(object);
  const selector = spec.selector as LabelSelector | undefined;
  if (!selector) list.required('spec.selector');
  else if (isEmpty(selector)) {
    list.invalid(
      'spec.selector',
      selector,
      `empty selector is invalid for ${object.kind.toLowerCase()}`,
    );
  }
  const labels = mapAt(mapAt(spec.template, 'metadata'), 'labels') as
    | Labels
    | undefined;
  if (selector && !isEmpty(selector) && !matchesSelector(selector, labels)) {
    list.invalid(
      'spec.template.metadata.labels',
      labels,
      '`selector` does not match template `labels`',
    );
  }
  validateTemplate(list, spec, 'spec.template');
  const restartPolicy = mapAt(spec.template, 'spec')?.restartPolicy;
  list.oneOf('spec.template.spec.restartPolicy', restartPolicy, ['Always']);
}

export function validateTemplate(
  list: CauseList,
  owner: JsonMap,
  field: string,
): void {
  const template = mapAt(owner, 'template') ?? {};
  const labels = mapAt(mapAt(template, 'metadata'), 'labels');
  validateLabels(
    list,
    labels as Labels | undefined,
    `${field}.metadata.labels`,
  );
  validatePodSpec(list, mapAt(template, 'spec') ?? {}, `${field}.spec`);
}

function validateDeploymentStrategy(list: CauseList, strategy: JsonMap): void {
  const { type, rollingUpdate } = strategy;
  if (type === 'Recreate') {
    if (rollingUpdate !== undefined) {
      list.forbidden(
        'spec.strategy.rollingUpdate',
        "may not be specified when strategy `type` is 'Recreate'",
      );
    }
  } else if (type === 'RollingUpdate') {
    const limits = isMap(rollingUpdate) ? rollingUpdate : {};
    if (isZero(limits.maxUnavailable) && isZero(limits.maxSurge)) {
      list.invalid(
        'spec.strategy.rollingUpdate.maxUnavailable',
        limits.maxUnavailable,
        'may not be 0 when `maxSurge` is 0',
      );
    }
  } else {
    list.notSupported('spec.strategy', strategy, ['Recreate', 'RollingUpdate']);
  }
}

function isZero(value: unknown): boolean {
  return value === 0 || value === '0%';
}

export function validateJob(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  const spec = specOf(object);
  validateJobSpec(list, spec, 'spec');
  if (!before) return;
  const old = specOf(before);
  validateImmutable(
    list,
    'spec.completions',
    spec.completions,
    old.completions,
  );
  validateImmutable(list, 'spec.selector', spec.selector, old.selector);
  validateImmutable(list, 'spec.template', spec.template, old.template);
}

function validateJobSpec(list: CauseList, spec: JsonMap, field: string): void {
  for (const key of [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  ]) {
    list.nonNegative(`${field}.${key}`, spec[key]);
  }
  validateTemplate(list, spec, `${field}.template`);
  const restartPolicy = mapAt(spec.template, 'spec')?.restartPolicy;
  if (restartPolicy === 'Always') {
    list.notSupported(`${field}.template.spec.restartPolicy`, restartPolicy, [
      'OnFailure',
      'Never',
    ]);
  }
}

export function validateCronJob(list: CauseList, object: KubeObject): void {
  const spec = specOf(object);
  const { schedule } = spec;
  if (!schedule) list.required('spec.schedule');
  else if (!isSchedule(String(schedule))) {
    const found = String(schedule).split(/\s+/).length;
    list.invalid(
      'spec.schedule',
      schedule,
      `expected exactly 5 fields, found ${found}: [${schedule}]`,
    );
  }
  list.oneOf('spec.concurrencyPolicy', spec.concurrencyPolicy, [
    'Allow',
    'Forbid',
    'Replace',
  ]);
  const jobSpec = mapAt(mapAt(spec, 'jobTemplate'), 'spec') ?? {};
  validateJobSpec(list, jobSpec, 'spec.jobTemplate.spec');
}

function isSchedule(text: string): boolean {
  return text.startsWith('@') || text.trim().split(/\s+/).length === 5;
}

const POD_CHANGEABLE =
  '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

export function validatePod(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  validatePodSpec(list, specOf(object), 'spec');
  if (before && !equalJson(fixedPodSpec(object), fixedPodSpec(before))) {
    list.forbidden(
      'spec',
      `pod updates may not change fields other than ${POD_CHANGEABLE}`,
    );
  }
}

/** What of a Pod's spec can never change. Binding sets the node once. */
function fixedPodSpec(object: KubeObject): JsonMap {
  const {
    activeDeadlineSeconds: _deadline,
    terminationGracePeriodSeconds: _grace,
    tolerations: _tolerations,
    nodeName: _node,
    ephemeralContainers: _ephemeral,
    ...spec
  } = specOf(object);
  for (const key of ['containers', 'initContainers']) {
    const containers = spec[key];
    if (Array.isArray(containers)) {
      spec[key] = containers.map(({ image: _image, ...rest }) => rest);
    }
  }
  return spec;
}
