export { argocdReadOnlyModule as default } from './module';
export { argocdApplicationReadPermission } from './permissions';
