export { guardrailsApiRef } from './GuardrailsApi';
export type {
  GuardrailsApi,
  MatrixQuery,
  PolicyRef,
  ResultQuery,
} from './GuardrailsApi';
export { GuardrailsClient } from './GuardrailsClient';
