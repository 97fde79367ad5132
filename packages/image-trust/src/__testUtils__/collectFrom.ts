import { collectEvidence } from '../evidence/collectEvidence';
import { RegistryEvidence } from '../evidence/RegistryEvidence';
import type { Digest } from '../oci/digest';
import type { MemoryRegistry } from './MemoryRegistry';

/** Everything that a registry in memory holds about a digest. */
export function collectFrom(registry: MemoryRegistry, subject: Digest) {
  const { place } = registry;
  const client = registry.client();
  return collectEvidence(subject, {
    sources: [new RegistryEvidence({ client, place })],
  });
}
