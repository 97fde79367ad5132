import { Health } from '../objects/Application';

export type ResourceRef = {
  group?: string;
  version: string;
  kind: string;
  namespace?: string;
  name: string;
  uid?: string;
};

export type InfoItem = { name: string; value: string };

export type NetworkingInfo = {
  labels?: Record<string, string>;
  targetLabels?: Record<string, string>;
  targetRefs?: Array<Omit<ResourceRef, 'version'>>;
  ingress?: Array<{ ip?: string; hostname?: string }>;
  externalURLs?: string[];
};

/** One object of an Application, its own or made of its own, as the API shows it. */
export type ResourceNode = ResourceRef & {
  parentRefs?: ResourceRef[];
  info?: InfoItem[];
  networkingInfo?: NetworkingInfo;
  resourceVersion?: string;
  images?: string[];
  health?: Health;
  createdAt?: string;
};

export type HostInfo = {
  name: string;
  resourcesInfo?: Array<{
    resourceName: string;
    requestedByApp?: number;
    requestedByNeighbors?: number;
    capacity?: number;
  }>;
  systemInfo: Record<string, string>;
};

export type ResourceTree = { nodes?: ResourceNode[]; hosts?: HostInfo[] };
