import { MeshMode, MeshState } from '@portolan/plugin-guardrails-common';
import { Mark } from '@portolan/plugin-answers-react';

const words: Readonly<Record<MeshMode, string>> = {
  STRICT: 'mTLS strict',
  PERMISSIVE: 'mTLS permissive',
  DISABLE: 'mTLS disabled',
  unknown: 'mTLS not known',
};

/** What is asked of those who call, in the field's words. */
export function meshWord(mode: MeshMode): string {
  return words[mode];
}

/** `1 pod not in the mesh`; undefined when all are. */
export function outsideWord({ outside }: MeshState): string | undefined {
  if (outside.length === 0) return undefined;
  return `${outside.length} ${
    outside.length === 1 ? 'pod' : 'pods'
  } not in the mesh`;
}

/** What is not known never is in order; neither is a pod outside, which nothing protects. */
export function meshMark(mesh: MeshState): Mark {
  if (mesh.mode === 'unknown' || mesh.cause) return 'unknown';
  return mesh.mode === 'DISABLE' || mesh.outside.length > 0 ? 'fail' : 'pass';
}
