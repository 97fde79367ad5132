import type { NamespaceFacts } from './NamespaceFacts';
import type { ParsedBinding, ParsedPolicy } from './ParsedPolicy';
import { stageIn, strongestOf } from './stageIn';
import type { ControlStage } from './StageHere';

/** What a control does in a namespace: the strongest of its policies that select it. Pure. */
export function stageOfControl(
  /** Of this control, in one cluster. */
  policies: readonly ParsedPolicy[],
  namespace: NamespaceFacts,
  options: { bindings?: readonly ParsedBinding[] } = {},
): ControlStage {
  const here = policies
    .map(policy => ({ policy, at: stageIn(policy, namespace, options) }))
    .filter(({ at }) => at.stage !== 'off');
  const held = here.map(({ policy }) => policy);
  const notReady = held.find(({ ready }) => ready === false);
  return {
    ...strongestOf(here.map(({ at }) => at)),
    policies: held.map(({ policy }) => policy),
    background: held.some(({ background }) => background),
    ofWorkloads: held.some(({ ofWorkloads }) => ofWorkloads),
    ...(held.some(({ ready }) => ready !== undefined)
      ? { ready: !notReady }
      : {}),
    ...(notReady?.readyCause ? { readyCause: notReady.readyCause } : {}),
  };
}

/** The stage of a control whose source has no policies in the cluster: it reports, and refuses nothing. */
export const reportsOnly: ControlStage = {
  stage: 'audit',
  policies: [],
  background: true,
  ofWorkloads: false,
};
