export * from './components';
export * from './hooks';
export * from './wording';
export { fetchAnswer } from './client/fetchAnswer';
export { linkSchema, sourcesSchema } from './client/schemas';
