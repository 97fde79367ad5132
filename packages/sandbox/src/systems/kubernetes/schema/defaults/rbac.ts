import { JsonMap } from '../json';
import { ensureMap, mapsAt, setDefault } from './fields';

const GROUP = 'rbac.authorization.k8s.io';

export function defaultBinding(binding: JsonMap): void {
  setDefault(ensureMap(binding, 'roleRef'), 'apiGroup', GROUP);
  for (const subject of mapsAt(binding, 'subjects')) {
    if (subject.kind === 'User' || subject.kind === 'Group') {
      setDefault(subject, 'apiGroup', GROUP);
    }
  }
}
