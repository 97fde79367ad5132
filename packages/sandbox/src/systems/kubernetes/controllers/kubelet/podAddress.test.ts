import type { KubeObject } from '../../schema/types';
import { podAddress } from './podAddress';

function pod(podIP?: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    ...(podIP && { status: { podIP } }),
  };
}

describe('podAddress', () => {
  it('gives the lowest address that is free', () => {
    const others = ['10.244.0.2', '10.244.0.4'].map(ip => pod(ip));

    expect(podAddress(pod(), others)).toBe('10.244.0.3');
  });

  it('stays the same for a Pod that has one', () => {
    const own = pod('10.244.0.9');

    expect(podAddress(own, [own])).toBe('10.244.0.9');
  });
});
