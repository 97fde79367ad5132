export { useGridFocus } from './useGridFocus';
export {
  useEnvironmentGuardrails,
  useExceptions,
  useMatrix,
  useNamespace,
  usePolicies,
  usePolicy,
  useResults,
} from './useGuardrails';
