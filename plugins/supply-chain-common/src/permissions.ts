import { createPermission } from '@backstage/plugin-permission-common';

/** To read verdicts. What belongs to an entity is shown to who may read that entity, too. */
export const supplyChainVerdictReadPermission = createPermission({
  name: 'supply-chain.verdict.read',
  attributes: { action: 'read' },
});

export const supplyChainPermissions = [supplyChainVerdictReadPermission];
