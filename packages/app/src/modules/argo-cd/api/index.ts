export { argoCdApiRef } from './ArgoCdApi';
export type { Application, ApplicationQuery, ArgoCdApi } from './ArgoCdApi';
export { ArgoCdClient } from './ArgoCdClient';
