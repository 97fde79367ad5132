import type { MeshMode, ResourceRef } from '@portolan/plugin-guardrails-common';

/** What is kept of a PeerAuthentication. */
export type ParsedPeerAuthentication = {
  policy: ResourceRef;
  /** ISO 8601: of two of the same level the oldest holds. */
  createdAt?: string;
  /** Absent: for the namespace as a whole. */
  selector?: Record<string, string>;
  /** `UNSET` inherits. */
  mode: MeshMode | 'UNSET';
  ports: { port: number; mode: MeshMode | 'UNSET' }[];
};

/** What matters of a pod for the mesh. */
export type MeshPod = {
  name: string;
  namespace: string;
  labels: Record<string, string>;
  /** Those of Istio. */
  annotations: Record<string, string>;
  hostNetwork: boolean;
  /** Names of its containers. */
  containers: string[];
  /** Names of its init containers that go on running. */
  sidecars: string[];
  /** Succeeded or failed: it speaks to nobody. */
  completed: boolean;
};
