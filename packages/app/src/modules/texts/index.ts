export { textsModule } from './textsModule';
