import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Lets someone see Applications: their sync and health status, history and
 * revisions. The Argo CD backend itself asks for no permission at all.
 */
export const argocdApplicationReadPermission = createPermission({
  name: 'argocd.application.read',
  attributes: { action: 'read' },
});
