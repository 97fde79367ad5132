/**
 * Scaffolder actions that create a repository, propose a change to the GitOps repository,
 * and follow it until it runs.
 *
 * @packageDocumentation
 */

export { gitOpsScaffolderModule as default } from './module';
