import { ServedResource } from '../discovery/ServedResource';
import { definitionVersion } from '../discovery/customResources';
import { KubeObject } from '../schema/types';

/** The fields by which objects of one resource can be selected. */
export interface SelectableFields {
  /** Reads a field as text, `''` when it is absent; throws for a field that is not selectable. */
  read(field: string): (object: KubeObject) => string;
}

/** Besides `metadata.name` and, in a namespace, `metadata.namespace`. */
const fieldsOfKinds: Record<string, readonly string[]> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  nodes: ['spec.unschedulable'],
  replicationcontrollers: ['status.replicas'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  namespaces: ['status.phase'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  'jobs.batch': ['status.successful'],
  'certificatesigningrequests.certificates.k8s.io': ['spec.signerName'],
};

/** Fields whose name in the selector is not their path. */
const paths: Record<string, string> = {
  'jobs.batch/status.successful': 'status.succeeded',
  'events/source': 'source.component',
};

/** events.k8s.io names the fields of an Event by the words of its own version. */
const eventFields: Record<string, string> = {
  'regarding.kind': 'involvedObject.kind',
  'regarding.namespace': 'involvedObject.namespace',
  'regarding.name': 'involvedObject.name',
  'regarding.uid': 'involvedObject.uid',
  'regarding.apiVersion': 'involvedObject.apiVersion',
  'regarding.resourceVersion': 'involvedObject.resourceVersion',
  'regarding.fieldPath': 'involvedObject.fieldPath',
  reportingController: 'reportingComponent',
};

export function selectableFields(type: ServedResource): SelectableFields {
  const { id } = type.storage;
  const own = type.definition ? customFields(type) : fieldsOfKinds[id];
  const metadata = type.namespaced
    ? ['metadata.name', 'metadata.namespace']
    : ['metadata.name'];
  return {
    read(asked) {
      const field =
        type.group === 'events.k8s.io' ? eventFields[asked] ?? asked : asked;
      if (!metadata.includes(field) && !own?.includes(field)) {
        throw new Error(
          own
            ? `field label not supported: ${asked}`
            : `"${asked}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
        );
      }
      const path = (paths[`${id}/${field}`] ?? field).split('.');
      return object => textAt(object, path);
    },
  };
}

function customFields(type: ServedResource): string[] {
  const version = definitionVersion(type) as
    | { selectableFields?: { jsonPath: string }[] }
    | undefined;
  return (version?.selectableFields ?? []).map(({ jsonPath }) =>
    jsonPath.replace(/^\./, ''),
  );
}

function textAt(object: KubeObject, path: readonly string[]): string {
  let value: unknown = object;
  for (const step of path) {
    value = (value as Record<string, unknown> | undefined)?.[step];
  }
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join(',') : String(value);
}
