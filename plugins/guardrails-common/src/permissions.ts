import { createPermission } from '@backstage/plugin-permission-common';

/** To read policy results, stages and mesh state. What belongs to an entity is shown to who may read that entity, too. */
export const guardrailsResultReadPermission = createPermission({
  name: 'guardrails.result.read',
  attributes: { action: 'read' },
});

export const guardrailsPermissions = [guardrailsResultReadPermission];
