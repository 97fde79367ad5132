import { mapAt, mapsAt } from '../defaults/fields';
import { equalJson, isMap } from '../json';
import { KubeObject } from '../types';
import { CauseList } from './CauseList';
import { validateImmutable } from './metadata';
import { configKey, dnsLabel } from './names';
import { isPort, PORT_RANGE } from './podSpec';

const LARGEST_CONTENT = 1024 * 1024;
const SERVICE_TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const IMMUTABLE = 'field is immutable when `immutable` is set';

export function validateConfigMap(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  let size = 0;
  for (const bag of ['data', 'binaryData']) {
    for (const [key, value] of Object.entries(mapAt(object, bag) ?? {})) {
      configKey(key).forEach(problem =>
        list.invalid(`${bag}[${key}]`, key, problem),
      );
      size += Buffer.byteLength(String(value));
    }
  }
  for (const key of Object.keys(mapAt(object, 'data') ?? {})) {
    if (mapAt(object, 'binaryData')?.[key] !== undefined) {
      list.invalid(
        `data[${key}]`,
        key,
        'duplicate of key present in binaryData',
      );
    }
  }
  if (size > LARGEST_CONTENT) list.tooLong('', LARGEST_CONTENT);
  validateFrozen(list, object, before, ['data', 'binaryData']);
}

export function validateSecret(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  let size = 0;
  for (const [key, value] of Object.entries(mapAt(object, 'data') ?? {})) {
    configKey(key).forEach(problem =>
      list.invalid(`data[${key}]`, key, problem),
    );
    size += Buffer.byteLength(String(value), 'base64');
  }
  if (size > LARGEST_CONTENT) list.tooLong('data', LARGEST_CONTENT);
  if (object.type === 'kubernetes.io/tls') {
    for (const key of ['tls.crt', 'tls.key']) {
      if (mapAt(object, 'data')?.[key] === undefined) {
        list.required(`data[${key}]`);
      }
    }
  }
  if (before) validateImmutable(list, 'type', object.type, before.type);
  validateFrozen(list, object, before, ['data']);
}

/** An object that was marked immutable stays as it is. */
function validateFrozen(
  list: CauseList,
  object: KubeObject,
  before: KubeObject | undefined,
  fields: readonly string[],
): void {
  if (before?.immutable !== true) return;
  if (object.immutable !== true) list.forbidden('immutable', IMMUTABLE);
  for (const field of fields) {
    if (!equalJson(object[field], before[field])) {
      list.forbidden(field, IMMUTABLE);
    }
  }
}

export function validateService(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  const spec = mapAt(object, 'spec') ?? {};
  const ports = mapsAt(spec, 'ports');
  const isHeadless = spec.clusterIP === 'None';
  if (ports.length === 0 && spec.type !== 'ExternalName' && !isHeadless) {
    list.required('spec.ports');
  }
  if (spec.type === 'ExternalName' && !spec.externalName) {
    list.required('spec.externalName');
  }
  list.oneOf('spec.type', spec.type, SERVICE_TYPES);
  list.oneOf('spec.sessionAffinity', spec.sessionAffinity, [
    'ClientIP',
    'None',
  ]);
  const names = new Set<unknown>();
  const numbers = new Set<string>();
  ports.forEach((port, index) => {
    const field = `spec.ports[${index}]`;
    const { name, port: number, protocol } = port;
    if (!name && ports.length > 1) list.required(`${field}.name`);
    else if (name) {
      dnsLabel(String(name)).forEach(problem =>
        list.invalid(`${field}.name`, name, problem),
      );
      if (names.has(name)) list.duplicate(`${field}.name`, name);
      names.add(name);
    }
    if (!isPort(number)) list.invalid(`${field}.port`, number, PORT_RANGE);
    if (numbers.has(`${protocol}/${number}`)) {
      list.duplicate(field, { port: number, protocol });
    }
    numbers.add(`${protocol}/${number}`);
  });
  const old = mapAt(before, 'spec');
  const stays = old?.type !== 'ExternalName' && spec.type !== 'ExternalName';
  if (old?.clusterIP && stays && old.clusterIP !== spec.clusterIP) {
    list.invalid(
      'spec.clusterIPs[0]',
      [spec.clusterIP],
      'may not change once set',
    );
  }
}

export function validatePersistentVolumeClaim(
  list: CauseList,
  object: KubeObject,
  before?: KubeObject,
): void {
  const spec = mapAt(object, 'spec') ?? {};
  if (!Array.isArray(spec.accessModes) || spec.accessModes.length === 0) {
    list.required('spec.accessModes', 'at least 1 access mode is required');
  }
  const requests = mapAt(mapAt(spec, 'resources'), 'requests');
  if (requests?.storage === undefined) {
    list.required('spec.resources[storage]');
  }
  const fixed = (claim: KubeObject) => {
    const {
      resources: _resources,
      volumeName: _volume,
      ...rest
    } = mapAt(claim, 'spec') ?? {};
    return rest;
  };
  if (before && isMap(spec) && !equalJson(fixed(object), fixed(before))) {
    list.forbidden(
      'spec',
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    );
  }
}
