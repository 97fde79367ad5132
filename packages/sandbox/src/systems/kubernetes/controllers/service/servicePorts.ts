import type { KubeObject } from '../../schema/types';

export type ServicePort = {
  name?: string;
  port: number;
  protocol?: string;
  targetPort?: number | string;
};

export type ServiceSpec = {
  type?: string;
  selector?: Record<string, string>;
  ports?: ServicePort[];
};

type PodSpec = {
  containers: { ports?: { name?: string; containerPort: number }[] }[];
};

/** The port of a Pod that a Service's port leads to: a number, or one that a container names. */
export function podPort(
  port: ServicePort,
  pod: KubeObject | undefined,
): number {
  if (typeof port.targetPort !== 'string') return port.targetPort ?? port.port;
  const named = (pod?.spec as PodSpec | undefined)?.containers
    .flatMap(container => container.ports ?? [])
    .find(({ name }) => name === port.targetPort);
  return named?.containerPort ?? port.port;
}
