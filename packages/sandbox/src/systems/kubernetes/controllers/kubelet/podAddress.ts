import type { KubeObject } from '../../schema/types';

const network = '10.244';
const firstFree = 2;
const lastFree = 65_534;

const addressOf = (pod: KubeObject) =>
  (pod.status as { podIP?: string } | undefined)?.podIP;

/** The Pod's address; a new Pod gets the lowest one that no other has, as the next guest gets the room that is free again. */
export function podAddress(
  pod: KubeObject,
  others: readonly KubeObject[],
): string {
  const own = addressOf(pod);
  if (own) return own;
  const taken = new Set(others.map(addressOf));
  for (let n = firstFree; n <= lastFree; n += 1) {
    const address = `${network}.${Math.floor(n / 256)}.${n % 256}`;
    if (!taken.has(address)) return address;
  }
  throw new Error('no free address is left for a Pod');
}
