import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/** To see alerts, links and logs of an entity. */
export const grafanaReadPermission = createPermission({
  name: 'grafana.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

export const grafanaPermissions = [grafanaReadPermission];
