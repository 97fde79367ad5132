export { supplyChainPlugin as default } from './plugin';
