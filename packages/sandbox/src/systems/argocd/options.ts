import { StandInOptions } from '../../StandIn';
import { ClusterConnection } from '../../kubernetes-client/KubernetesClient';
import { RepositoryCredential } from './git/RepositoryCredentials';
import { AccountOptions } from './server/Accounts';

export type ArgoCdOptions = StandInOptions & {
  /** The cluster that holds Applications and projects, in namespace `argocd`; also the destination `in-cluster`. */
  hub: ClusterConnection;
  /** Further destinations, or the hub under another name. */
  clusters: Array<{ name: string; server: string; token: string; ca?: string }>;
  /** How to sign in at Git hosts. */
  repositories?: RepositoryCredential[];
  accounts: AccountOptions[];
  /** Where people open it, when that is not the address it listens on. */
  publicUrl?: string;
  /** How often the branches that Applications follow are looked at; 5 without it. */
  pollSeconds?: number;
  /** Shared with Git hosts that send push events; without it none is checked. */
  webhookSecret?: string;
};
