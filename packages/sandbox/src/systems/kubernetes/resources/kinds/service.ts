import { KubeObject } from '../../schema/types';
import { ResourceContext } from '../ResourceContext';
import { KindStrategy } from './KindStrategy';

interface ServiceSpec {
  type?: string;
  clusterIP?: string;
  clusterIPs?: string[];
  ipFamilies?: string[];
  ipFamilyPolicy?: string;
  ports?: { nodePort?: number }[];
}

/** 10.96.0.0/16, as kubeadm sets up; its first addresses are the API server's and DNS'. */
const network = '10.96';
const firstFree = 16;
const lastFree = 65_534;
const firstNodePort = 30_000;

export const service: KindStrategy = {
  initialStatus: () => ({ loadBalancer: {} }),
  createOnUpdate: true,
  answersDeleted: true,

  prepareForCreate(object, context) {
    allocate(object, context);
  },

  prepareForUpdate(object, before, context) {
    const spec = object.spec as ServiceSpec;
    const old = before.spec as ServiceSpec;
    if (spec.type === 'ExternalName') {
      delete spec.clusterIP;
      delete spec.clusterIPs;
      delete spec.ipFamilies;
      delete spec.ipFamilyPolicy;
      return;
    }
    // A manifest that does not name the address means the one that is there.
    if (!spec.clusterIP && old.clusterIP) {
      spec.clusterIP = old.clusterIP;
      spec.clusterIPs ??= old.clusterIPs;
    }
    allocate(object, context, old);
  },
};

function allocate(
  object: KubeObject,
  context: ResourceContext,
  old?: ServiceSpec,
): void {
  const spec = object.spec as ServiceSpec;
  if (spec.type === 'ExternalName') return;
  const others = context.store
    .list('services')
    .map(other => other.spec as ServiceSpec);
  spec.clusterIP ||= spec.clusterIPs?.[0] ?? freeAddress(others);
  spec.clusterIPs ??= [spec.clusterIP];
  spec.ipFamilies ??= ['IPv4'];
  spec.ipFamilyPolicy ??= 'SingleStack';
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') {
    const taken = new Set(others.flatMap(nodePortsOf));
    spec.ports?.forEach((port, position) => {
      port.nodePort ||= old?.ports?.[position]?.nodePort ?? freePort(taken);
      taken.add(port.nodePort);
    });
  }
}

function freeAddress(others: ServiceSpec[]): string {
  const taken = new Set(others.map(spec => spec.clusterIP));
  for (let n = firstFree; n <= lastFree; n += 1) {
    const address = `${network}.${Math.floor(n / 256)}.${n % 256}`;
    if (!taken.has(address)) return address;
  }
  throw new Error('no free address is left for a Service');
}

function nodePortsOf(spec: ServiceSpec): number[] {
  return (spec.ports ?? []).flatMap(({ nodePort }) => nodePort ?? []);
}

function freePort(taken: ReadonlySet<number>): number {
  let port = firstNodePort;
  while (taken.has(port)) port += 1;
  return port;
}
