export { guardrailsPlugin as default } from './plugin';
