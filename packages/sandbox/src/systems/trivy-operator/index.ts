export { startTrivyOperator } from './startTrivyOperator';
