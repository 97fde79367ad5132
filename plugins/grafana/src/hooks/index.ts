export { useEnvironmentSignals } from './useEnvironmentSignals';
export { useLogTail } from './useLogTail';
export type { Polled } from './usePolled';
