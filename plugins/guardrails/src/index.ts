export { guardrailsPlugin as default } from './plugin';
export { guardrailsApiRef } from './api';
export type { GuardrailsApi } from './api';
export { EnvironmentGuardrail } from './components/EnvironmentGuardrail';
export { useEnvironmentGuardrails } from './hooks';
export { environmentMark } from './wording';
