import { createAnswered } from '@portolan/plugin-answers-react';
import { guardrailsResultReadPermission } from '@portolan/plugin-guardrails-common';

/** Shows what the guardrails backend says, or why there is nothing, or how old it is. */
export const Answered = createAnswered({
  service: 'guardrails service',
  permission: guardrailsResultReadPermission.name,
});
