export { whereItRunsModule } from './whereItRunsModule';
