import { createAnswered } from '@portolan/plugin-answers-react';
import { supplyChainVerdictReadPermission } from '@portolan/plugin-supply-chain-common';

/** Shows what the supply-chain backend says, or why there is nothing, or how old it is. */
export const Answered = createAnswered({
  service: 'supply-chain service',
  permission: supplyChainVerdictReadPermission.name,
});
