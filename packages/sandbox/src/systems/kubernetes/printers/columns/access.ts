import type { KubeObject } from '../../schema/types';
import { Column, column, listAt, textAt, wide } from '../Column';
import { ageColumn, createdAtColumn, nameColumn } from '../commonColumns';
import { described } from '../fieldDescription';

const subjects = (object: KubeObject, kind: string): string =>
  listAt(object, 'subjects')
    .filter(subject => subject.kind === kind)
    .map(({ name, namespace }) => (namespace ? `${namespace}/${name}` : name))
    .join(', ');

function bindingColumns(kind: string, called: string): Column[] {
  return [
    nameColumn,
    column(
      'Role',
      described('apis/rbac.authorization.k8s.io/v1', kind, 'roleRef'),
      object =>
        `${textAt(object, 'roleRef', 'kind')}/${textAt(
          object,
          'roleRef',
          'name',
        )}`,
    ),
    ageColumn,
    wide('Users', `Users in the ${called}`, object => subjects(object, 'User')),
    wide('Groups', `Groups in the ${called}`, object =>
      subjects(object, 'Group'),
    ),
    wide('ServiceAccounts', `ServiceAccounts in the ${called}`, object =>
      subjects(object, 'ServiceAccount'),
    ),
  ];
}

export const roleBindings = bindingColumns('RoleBinding', 'roleBinding');
export const clusterRoleBindings = bindingColumns(
  'ClusterRoleBinding',
  'clusterRoleBinding',
);

export const roles: Column[] = [nameColumn, createdAtColumn];
