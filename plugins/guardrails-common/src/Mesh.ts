import type { ResourceRef } from './PolicyResult';

/** As PeerAuthentication spells it, after UNSET is resolved. */
export const meshModes = [
  'STRICT',
  'PERMISSIVE',
  'DISABLE',
  'unknown',
] as const;

export type MeshMode = (typeof meshModes)[number];

/** How a pod is in the mesh, as the pod itself proves; a label of its namespace proves nothing. */
export const memberships = [
  'sidecar',
  'native sidecar',
  'ambient',
  'outside',
] as const;

export type Membership = (typeof memberships)[number];

/** The effective mode for a workload, and where it comes from. */
export type EffectiveMode = {
  mode: MeshMode;
  /** The PeerAuthentication that decides; absent where none does, which is PERMISSIVE. */
  from?: ResourceRef;
  /** Ports with another mode. */
  ports: readonly { port: number; mode: MeshMode }[];
};

/** A pod that is not in the mesh. */
export type OutsidePod = {
  name: string;
  workload: { kind: string; name: string };
  /** `injection is switched off for it`, `it uses the network of its node`, … */
  why: string;
};

/** The mesh as it is for a namespace, or for a component in an environment. */
export type MeshState = {
  /** The weakest of its workloads' modes; `unknown` where data is missing. */
  mode: MeshMode;
  /** One for each workload that runs. */
  workloads: readonly {
    workload: { kind: string; name: string };
    effective: EffectiveMode;
    pods: Readonly<Record<Membership, number>>;
  }[];
  outside: readonly OutsidePod[];
  /** What is not known, for a person; absent when all is. */
  cause?: string;
};
