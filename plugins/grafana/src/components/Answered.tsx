import { createAnswered } from '@portolan/plugin-answers-react';
import { grafanaReadPermission } from '@portolan/plugin-grafana-common';

/** Shows what the Grafana backend says, or why there is nothing, or how old it is. */
export const Answered = createAnswered({
  service: 'Grafana service',
  permission: grafanaReadPermission.name,
});
