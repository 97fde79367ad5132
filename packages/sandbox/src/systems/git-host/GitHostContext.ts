import { RepositoryStorage } from './git/RepositoryStorage';
import { BareRepository } from './git/BareRepository';
import { GitHostState } from './state/GitHostState';
import { RepositoryRecord } from './state/records';
import { WebhookSender } from './webhooks/WebhookSender';

/** What every part of the Git host works with. */
export type GitHostContext = {
  state: GitHostState;
  storage: RepositoryStorage;
  webhooks: WebhookSender;
  /** The address that people and clients use, without a trailing slash. */
  publicUrl: () => string;
  now: () => Date;
};

export function gitOf(
  { storage }: GitHostContext,
  repository: RepositoryRecord,
): BareRepository {
  return storage.open(repository.id);
}
