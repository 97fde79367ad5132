export { startIstio } from './startIstio';
