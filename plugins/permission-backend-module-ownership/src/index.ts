export { permissionOwnershipModule as default } from './module';
