export { startGitHost } from './startGitHost';
export type { GitHost } from './startGitHost';
export type { GitHostOptions } from './options';
