import { meshModes } from '@portolan/plugin-guardrails-common';
import { parseWith } from '@portolan/plugin-workloads-node';
import type { ParsedPeerAuthentication } from './MeshFacts';
import { peerAuthenticationSchema } from './meshSchema';

/**
 * Reads a PeerAuthentication of any version. Pure.
 *
 * @throws Error naming the field when it makes no sense
 */
export function parsePeerAuthentication(
  object: unknown,
): ParsedPeerAuthentication {
  const raw = parseWith(peerAuthenticationSchema, object);
  const { name, namespace, creationTimestamp } = raw.metadata;
  const { selector, mtls, portLevelMtls } = raw.spec ?? {};
  const labels = selector?.matchLabels ?? {};
  const isSelective = Object.keys(labels).length > 0;
  return {
    policy: {
      apiVersion: raw.apiVersion,
      kind: raw.kind,
      name,
      ...(namespace ? { namespace } : {}),
    },
    ...(creationTimestamp
      ? { createdAt: new Date(creationTimestamp).toISOString() }
      : {}),
    ...(isSelective ? { selector: labels } : {}),
    mode: toMode(mtls?.mode),
    // Istio heeds ports only where workloads are selected.
    ports: isSelective
      ? Object.entries(portLevelMtls ?? {}).map(([port, one]) => ({
          port: Number(port),
          mode: toMode(one.mode),
        }))
      : [],
  };
}

function toMode(
  text: string | null | undefined,
): ParsedPeerAuthentication['mode'] {
  if (!text || text === 'UNSET') return 'UNSET';
  return meshModes.find(mode => mode === text) ?? 'unknown';
}
