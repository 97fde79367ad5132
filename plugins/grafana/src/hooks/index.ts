export { useEnvironmentSignals } from './useEnvironmentSignals';
export { useLogTail } from './useLogTail';
