export { useApplications } from './useApplications';
export type { Source } from './useApplications';
