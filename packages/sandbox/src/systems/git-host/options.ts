import { StandInOptions } from '../../StandIn';

export type GitHostOptions = StandInOptions & {
  /** The accounts that exist from the first start; all others are made through the API. */
  users: Array<{
    username: string;
    password: string;
    fullName?: string;
    email?: string;
    admin?: boolean;
  }>;
  tokens?: Array<{
    name: string;
    username: string;
    token: string;
    /** For instance `['all']` or `['read:repository']`. */
    scopes: string[];
  }>;
  organizations?: Array<{
    name: string;
    fullName?: string;
    /** Its owners, by user name; the first user without any. */
    members?: string[];
  }>;
  /** The address in every link of an answer, when it is not the one it listens on. */
  publicUrl?: string;
};
