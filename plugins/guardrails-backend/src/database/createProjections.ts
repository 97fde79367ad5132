import type {
  KubernetesObject,
  Projection,
} from '@portolan/plugin-cluster-watch-node';
import {
  type AssignmentRules,
  OwnerProjection,
} from '@portolan/plugin-workloads-node';
import { parseException } from '../exception';
import { parsePeerAuthentication } from '../mesh';
import { parseBinding, parsePolicy, type NamespaceFacts } from '../policy';
import { FactProjection } from './FactProjection';
import { moveChildren } from './moveChildren';
import { PodProjection } from './PodProjection';
import { ReportProjection } from './ReportProjection';
import { toPolicyText } from './toPolicyText';
import {
  bindingKind,
  exceptionKinds,
  namespaceKind,
  peerAuthenticationKind,
  policyKinds,
  reportKinds,
} from './watchedKinds';

/** Everything that is watched in clusters. */
export function createProjections(options: {
  rules: AssignmentRules;
  now: () => Date;
}): Projection[] {
  const { rules, now } = options;
  const move = moveChildren(options);
  return [
    new FactProjection({
      kind: namespaceKind,
      table: 'namespaces',
      parse: toNamespaceFacts,
    }),
    ...policyKinds.map(
      kind =>
        new FactProjection({
          kind,
          table: 'policies',
          parse: parsePolicy,
          toText: toPolicyText,
        }),
    ),
    new FactProjection({
      kind: bindingKind,
      table: 'bindings',
      parse: parseBinding,
    }),
    ...exceptionKinds.map(
      kind =>
        new FactProjection({
          kind,
          table: 'exceptions',
          parse: parseException,
        }),
    ),
    new FactProjection({
      kind: peerAuthenticationKind,
      table: 'peer_authentications',
      parse: parsePeerAuthentication,
    }),
    new OwnerProjection({ kind: 'ReplicaSet', moveChildren: move }),
    new OwnerProjection({ kind: 'Job', moveChildren: move }),
    new PodProjection({ rules, now }),
    ...reportKinds.map(kind => new ReportProjection({ kind, now })),
  ] as Projection[];
}

function toNamespaceFacts({ metadata }: KubernetesObject): NamespaceFacts {
  const labels = Object.entries(
    (metadata.labels ?? {}) as Record<string, unknown>,
  ).map(([key, value]) => [key, String(value)]);
  return {
    name: metadata.name,
    // Kubernetes sets this label itself; an old cluster may not have.
    labels: {
      'kubernetes.io/metadata.name': metadata.name,
      ...Object.fromEntries(labels),
    },
  };
}
