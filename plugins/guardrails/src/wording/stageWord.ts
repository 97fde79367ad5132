import { MeshMode, Stage } from '@portolan/plugin-guardrails-common';

const words: Readonly<Record<Stage | MeshMode, string>> = {
  off: 'off',
  audit: 'AUDIT',
  enforce: 'ENFORCE',
  STRICT: 'STRICT',
  PERMISSIVE: 'PERMISSIVE',
  DISABLE: 'DISABLE',
  unknown: 'NOT KNOWN',
};

/** What a control does in a namespace, in one word. */
export function stageWord(stage: Stage | MeshMode): string {
  return words[stage];
}

const consequences: Readonly<Record<Stage, string>> = {
  off: 'off: the policy does not hold in this namespace',
  audit: 'audit: it is reported, and nothing is refused',
  enforce: 'enforce: the next change of it is refused',
  unknown: 'not known: the policy or the namespace could not be read',
};

/** What that means for something that violates it. */
export function consequenceOf(stage: Stage): string {
  return consequences[stage];
}
