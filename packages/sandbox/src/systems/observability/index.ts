export { startObservability } from './startObservability';
export { startGrafana } from './grafana/startGrafana';
export { startLoki } from './loki/startLoki';
export { startPrometheus } from './prometheus/startPrometheus';
