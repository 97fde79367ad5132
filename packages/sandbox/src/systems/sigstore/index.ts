export {
  startSigstore,
  type SigstoreOptions,
  type SigstoreStandIn,
} from './startSigstore';
export * from './testing';
