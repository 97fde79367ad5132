export { argoCdApiRef } from './ArgoCdApi';
export type {
  Application,
  ApplicationQuery,
  ArgoCdApi,
  Deploy,
} from './ArgoCdApi';
export { ArgoCdClient } from './ArgoCdClient';
