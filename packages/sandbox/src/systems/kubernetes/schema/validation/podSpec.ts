import { mapAt, mapsAt } from '../defaults/fields';
import { isMap, JsonMap } from '../json';
import { quantityNanos } from '../quantity';
import { CauseList } from './CauseList';
import { dnsLabel, dnsSubdomain, portName } from './names';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = [
  'ClusterFirstWithHostNet',
  'ClusterFirst',
  'Default',
  'None',
];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const HIGHEST_PORT = 65_535;
export const PORT_RANGE = 'must be between 1 and 65535, inclusive';

export function validatePodSpec(
  list: CauseList,
  spec: JsonMap,
  field: string,
): void {
  const volumes = validateVolumes(list, spec, `${field}.volumes`);
  const names = new Set<unknown>();
  const containers = mapsAt(spec, 'containers');
  if (containers.length === 0) list.required(`${field}.containers`);
  containers.forEach((container, index) =>
    validateContainer(list, container, {
      field: `${field}.containers[${index}]`,
      names,
      volumes,
    }),
  );
  mapsAt(spec, 'initContainers').forEach((container, index) =>
    validateContainer(list, container, {
      field: `${field}.initContainers[${index}]`,
      names,
      volumes,
    }),
  );
  list.oneOf(`${field}.restartPolicy`, spec.restartPolicy, RESTART_POLICIES);
  list.oneOf(`${field}.dnsPolicy`, spec.dnsPolicy, DNS_POLICIES);
  list.nonNegative(
    `${field}.terminationGracePeriodSeconds`,
    spec.terminationGracePeriodSeconds,
  );
  const account = spec.serviceAccountName;
  if (typeof account === 'string') {
    dnsSubdomain(account).forEach(problem =>
      list.invalid(`${field}.serviceAccountName`, account, problem),
    );
  }
}

interface ContainerPlace {
  field: string;
  /** Names that other containers of the Pod have. */
  names: Set<unknown>;
  volumes: ReadonlySet<unknown>;
}

function validateContainer(
  list: CauseList,
  container: JsonMap,
  { field, names, volumes }: ContainerPlace,
): void {
  const { name, image } = container;
  if (typeof name !== 'string' || !name) list.required(`${field}.name`);
  else {
    dnsLabel(name).forEach(problem =>
      list.invalid(`${field}.name`, name, problem),
    );
    if (names.has(name)) list.duplicate(`${field}.name`, name);
    names.add(name);
  }
  if (!image) list.required(`${field}.image`);
  else if (image !== String(image).trim()) {
    list.invalid(
      `${field}.image`,
      image,
      'must not have leading or trailing whitespace',
    );
  }
  mapsAt(container, 'ports').forEach((port, index) =>
    validatePort(list, port, `${field}.ports[${index}]`),
  );
  mapsAt(container, 'env').forEach((variable, index) => {
    if (!variable.name) list.required(`${field}.env[${index}].name`);
    else if (variable.value && variable.valueFrom) {
      list.invalid(
        `${field}.env[${index}].valueFrom`,
        '',
        'may not be specified when `value` is not empty',
      );
    }
  });
  validateMounts(list, container, { field, volumes });
  validateProbes(list, container, field);
  validateResources(list, container, `${field}.resources`);
  list.oneOf(
    `${field}.imagePullPolicy`,
    container.imagePullPolicy,
    PULL_POLICIES,
  );
}

function validatePort(list: CauseList, port: JsonMap, field: string): void {
  if (typeof port.name === 'string' && port.name) {
    portName(port.name).forEach(problem =>
      list.invalid(`${field}.name`, port.name, problem),
    );
  }
  if (!port.containerPort) list.required(`${field}.containerPort`);
  else if (!isPort(port.containerPort)) {
    list.invalid(`${field}.containerPort`, port.containerPort, PORT_RANGE);
  }
  list.oneOf(`${field}.protocol`, port.protocol, PROTOCOLS);
}

export function isPort(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= HIGHEST_PORT;
}

function validateMounts(
  list: CauseList,
  container: JsonMap,
  { field, volumes }: { field: string; volumes: ReadonlySet<unknown> },
): void {
  const paths = new Set<unknown>();
  mapsAt(container, 'volumeMounts').forEach((mount, index) => {
    const place = `${field}.volumeMounts[${index}]`;
    if (!mount.name) list.required(`${place}.name`);
    else if (!volumes.has(mount.name)) {
      list.add({
        reason: 'FieldValueNotFound',
        message: `Not found: ${JSON.stringify(mount.name)}`,
        field: `${place}.name`,
      });
    }
    if (!mount.mountPath) list.required(`${place}.mountPath`);
    else if (paths.has(mount.mountPath)) {
      list.invalid(`${place}.mountPath`, mount.mountPath, 'must be unique');
    }
    paths.add(mount.mountPath);
  });
}

function validateProbes(
  list: CauseList,
  container: JsonMap,
  field: string,
): void {
  for (const key of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = mapAt(container, key);
    if (probe) {
      const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'].filter(
        handler => probe[handler] !== undefined,
      );
      if (handlers.length === 0) {
        list.required(`${field}.${key}`, 'must specify a handler type');
      }
      handlers
        .slice(1)
        .forEach(handler =>
          list.forbidden(
            `${field}.${key}.${handler}`,
            'may not specify more than 1 handler type',
          ),
        );
      for (const seconds of [
        'initialDelaySeconds',
        'timeoutSeconds',
        'periodSeconds',
      ]) {
        list.nonNegative(`${field}.${key}.${seconds}`, probe[seconds]);
      }
    }
  }
}

function validateResources(
  list: CauseList,
  container: JsonMap,
  field: string,
): void {
  const resources = mapAt(container, 'resources');
  const limits = mapAt(resources, 'limits') ?? {};
  const requests = mapAt(resources, 'requests') ?? {};
  for (const [name, request] of Object.entries(requests)) {
    const limit = limits[name];
    if (
      limit !== undefined &&
      quantityNanos(String(request)) > quantityNanos(String(limit))
    ) {
      list.invalid(
        `${field}.requests`,
        request,
        `must be less than or equal to ${name} limit of ${limit}`,
      );
    }
  }
}

function validateVolumes(
  list: CauseList,
  spec: JsonMap,
  field: string,
): ReadonlySet<unknown> {
  const names = new Set<unknown>();
  mapsAt(spec, 'volumes').forEach((volume, index) => {
    const place = `${field}[${index}]`;
    if (typeof volume.name !== 'string' || !volume.name) {
      list.required(`${place}.name`);
    } else {
      dnsLabel(volume.name).forEach(problem =>
        list.invalid(`${place}.name`, volume.name, problem),
      );
      if (names.has(volume.name)) list.duplicate(`${place}.name`, volume.name);
      names.add(volume.name);
    }
    const sources = Object.keys(volume).filter(key => isMap(volume[key]));
    sources
      .slice(1)
      .forEach(source =>
        list.forbidden(
          `${place}.${source}`,
          'may not specify more than 1 volume type',
        ),
      );
  });
  return names;
}
