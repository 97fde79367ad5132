import {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogIngestionManagePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  kubernetesClustersReadPermission,
  kubernetesProxyPermission,
  kubernetesResourcesReadPermission,
} from '@backstage/plugin-kubernetes-common';
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  actionExecutePermission,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateDryRunPermission,
  templateManagementPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import { decide, Person } from './decide';

const administrators = ['group:default/platform'];

const sam: Person = {
  userEntityRef: 'user:default/sam.rivera',
  ownershipEntityRefs: ['user:default/sam.rivera', 'group:default/booking'],
};

const alex: Person = {
  userEntityRef: 'user:default/alex.moreau',
  ownershipEntityRefs: ['user:default/alex.moreau', 'group:default/platform'],
};

const unknownRead = createPermission({
  name: 'tides.forecast.read',
  attributes: { action: 'read' },
});
const unknownUpdate = createPermission({
  name: 'tides.forecast.update',
  attributes: { action: 'update' },
});
const unknownWithoutAction = createPermission({
  name: 'tides.forecast.publish',
  attributes: {},
});
const unknownOnEntity = createPermission({
  name: 'tides.harbour.close',
  attributes: { action: 'update' },
  resourceType: 'catalog-entity',
});

const allow = { result: AuthorizeResult.ALLOW };
const deny = { result: AuthorizeResult.DENY };
const whenOwner = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: {
    resourceType: 'catalog-entity',
    rule: 'IS_ENTITY_OWNER',
    params: { claims: sam.ownershipEntityRefs },
  },
};
const whenStartedByPerson = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'scaffolder',
  resourceType: 'scaffolder-task',
  conditions: {
    resourceType: 'scaffolder-task',
    rule: 'IS_TASK_OWNER',
    params: { createdBy: ['user:default/sam.rivera'] },
  },
};

const table: Array<[Permission, object]> = [
  [catalogEntityReadPermission, allow],
  [catalogEntityCreatePermission, allow],
  [catalogEntityRefreshPermission, whenOwner],
  [catalogEntityDeletePermission, whenOwner],
  [catalogLocationCreatePermission, allow],
  [catalogLocationDeletePermission, deny],
  [catalogIngestionManagePermission, deny],
  [templateParameterReadPermission, allow],
  [templateStepReadPermission, allow],
  [templateManagementPermission, deny],
  [templateDryRunPermission, deny],
  [actionExecutePermission, allow],
  [taskCreatePermission, allow],
  [taskReadPermission, whenStartedByPerson],
  [taskCancelPermission, whenStartedByPerson],
  [kubernetesClustersReadPermission, allow],
  [kubernetesResourcesReadPermission, allow],
  [kubernetesProxyPermission, deny],
  [unknownRead, allow],
  [unknownUpdate, deny],
  [unknownWithoutAction, deny],
  [unknownOnEntity, whenOwner],
];

describe('decide', () => {
  it.each(table.map(([permission, decision]) => ({ permission, decision })))(
    'for a developer: $permission.name',
    ({ permission, decision }) => {
      expect(decide(permission, sam, { administrators })).toEqual(decision);
    },
  );

  it.each(table.map(([permission]) => ({ permission })))(
    'for an administrator: $permission.name',
    ({ permission }) => {
      expect(decide(permission, alex, { administrators })).toEqual(allow);
    },
  );

  it.each(table.map(([permission]) => ({ permission })))(
    'for nobody: $permission.name',
    ({ permission }) => {
      expect(decide(permission, undefined, { administrators })).toEqual(deny);
    },
  );
});
