export { pageModule } from './pageModule';
