export { startKyverno } from './startKyverno';
