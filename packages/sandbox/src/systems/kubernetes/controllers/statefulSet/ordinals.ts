import type { KubeObject } from '../../schema/types';
import { isActive, isReady } from '../pods';

/** The rules of a StatefulSet that say which Pod may come or go now. */
export interface OrdinalPlan {
  create: number[];
  delete: KubeObject[];
}

export interface OrdinalOptions {
  name: string;
  replicas: number;
  /** The first ordinal. */
  start: number;
  /** One at a time, each ready before the next. */
  ordered: boolean;
  /** Whether a Pod was made from another template than the present one. */
  isOutdated(pod: KubeObject): boolean;
  /** Outdated Pods below this ordinal stay; `undefined`: all stay until somebody deletes them. */
  partition: number | undefined;
  pods: readonly KubeObject[];
}

export function ordinalOf(name: string, pod: KubeObject): number {
  const suffix = pod.metadata.name?.slice(name.length + 1) ?? '';
  return /^\d+$/.test(suffix) ? Number(suffix) : -1;
}

/** What to do next about the Pods of a StatefulSet. */
export function planOrdinals(options: OrdinalOptions): OrdinalPlan {
  const { name, replicas, start, ordered, pods } = options;
  const byOrdinal = new Map(pods.map(pod => [ordinalOf(name, pod), pod]));
  const wanted = Array.from({ length: replicas }, (_, index) => start + index);
  const isSettled = (ordinal: number) => {
    const pod = byOrdinal.get(ordinal);
    return pod !== undefined && isActive(pod) && isReady(pod);
  };
  const missing = wanted.filter(ordinal => !byOrdinal.has(ordinal));
  const firstUnsettled = wanted.find(ordinal => !isSettled(ordinal));
  const create = ordered
    ? missing.filter(ordinal => ordinal === firstUnsettled)
    : missing;

  const surplus = pods
    .filter(pod => !wanted.includes(ordinalOf(name, pod)))
    .sort((a, b) => ordinalOf(name, b) - ordinalOf(name, a));
  if (surplus.length > 0) {
    const goes = ordered ? surplus.slice(0, 1) : surplus;
    return { create, delete: goes.filter(isActive) };
  }
  return { create, delete: planUpdate(options, wanted, byOrdinal) };
}

/** The highest outdated Pod, once everything above it is up to date and ready. */
function planUpdate(
  { partition, isOutdated }: OrdinalOptions,
  wanted: readonly number[],
  byOrdinal: ReadonlyMap<number, KubeObject>,
): KubeObject[] {
  if (partition === undefined) return [];
  for (const ordinal of [...wanted].reverse()) {
    const pod = byOrdinal.get(ordinal);
    if (ordinal < partition || !pod || !isActive(pod)) return [];
    if (isOutdated(pod)) return [pod];
    if (!isReady(pod)) return [];
  }
  return [];
}
