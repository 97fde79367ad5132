export { grafanaPlugin as default } from './plugin';
