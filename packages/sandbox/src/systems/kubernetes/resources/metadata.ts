import { randomInt, randomUUID } from 'node:crypto';
import { ServedResource } from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import { badRequest } from '../status/failures';
import { formatTime } from './ResourceContext';

/** Letters and digits that spell no words. */
const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789';
const longestGeneratedBase = 58;

/** A name that nobody has, as the API server makes from `generateName`. */
export function generateName(base: string): string {
  const suffix = Array.from(
    { length: 5 },
    () => nameAlphabet[randomInt(nameAlphabet.length)],
  ).join('');
  return `${base.slice(0, longestGeneratedBase)}${suffix}`;
}

/** The metadata of an object that is about to be created: the caller's, and the system's own. */
export function initialMetadata(
  type: ServedResource,
  metadata: KubeObject['metadata'],
  options: { namespace?: string; now: Date },
): KubeObject['metadata'] {
  const {
    deletionTimestamp: _deletionTimestamp,
    deletionGracePeriodSeconds: _deletionGracePeriodSeconds,
    generation: _generation,
    ...own
  } = metadata;
  return {
    ...own,
    name:
      own.name ||
      (own.generateName ? generateName(own.generateName) : own.name),
    ...namespaceOf(type, own, options.namespace),
    uid: randomUUID(),
    creationTimestamp: formatTime(options.now),
    ...(hasGeneration(type) && { generation: 1 }),
  };
}

/** The namespace in the path counts; the one in the body must not differ. */
export function namespaceOf(
  type: ServedResource,
  metadata: KubeObject['metadata'],
  namespace: string | undefined,
): { namespace?: string } {
  const expected = type.namespaced ? namespace : undefined;
  if (metadata.namespace && metadata.namespace !== expected) {
    throw badRequest(
      expected
        ? 'the namespace of the provided object does not match the namespace sent on the request'
        : 'namespace is not allowed on this type',
    );
  }
  return expected ? { namespace: expected } : {};
}

/** Built-in resources whose `metadata.generation` counts the changes that controllers act on. */
const withGeneration = new Set([
  'customresourcedefinitions.apiextensions.k8s.io',
  'cronjobs.batch',
  'daemonsets.apps',
  'deployments.apps',
  'deviceclasses.resource.k8s.io',
  'endpointslices.discovery.k8s.io',
  'flowschemas.flowcontrol.apiserver.k8s.io',
  'ingressclasses.networking.k8s.io',
  'ingresses.networking.k8s.io',
  'jobs.batch',
  'mutatingadmissionpolicies.admissionregistration.k8s.io',
  'mutatingadmissionpolicybindings.admissionregistration.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  'networkpolicies.networking.k8s.io',
  'poddisruptionbudgets.policy',
  'pods',
  'podtemplates',
  'priorityclasses.scheduling.k8s.io',
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io',
  'replicasets.apps',
  'replicationcontrollers',
  'resourceslices.resource.k8s.io',
  'statefulsets.apps',
  'validatingadmissionpolicies.admissionregistration.k8s.io',
  'validatingadmissionpolicybindings.admissionregistration.k8s.io',
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
]);

export function hasGeneration(type: ServedResource): boolean {
  return Boolean(type.definition) || withGeneration.has(type.storage.id);
}

export function hasStatusSubresource(type: ServedResource): boolean {
  return type.subresources.some(part => part.name === 'status');
}
