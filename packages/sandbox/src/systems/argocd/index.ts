export { startArgoCd, type ArgoCd } from './startArgoCd';
export type { ArgoCdOptions } from './options';
