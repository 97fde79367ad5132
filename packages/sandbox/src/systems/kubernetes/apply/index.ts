export { ApplyError } from './ApplyError';
export {
  applyConfiguration,
  type ApplyOptions,
  type ApplyResult,
} from './applyConfiguration';
export { trackUpdate, type TrackOptions } from './trackUpdate';
