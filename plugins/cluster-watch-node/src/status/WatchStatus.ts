/** What a watch is doing, or why it cannot. */
export type WatchState =
  /** Declared, and no replica has begun with it. */
  | 'waiting'
  /** Reading everything; what the tables hold is from before. */
  | 'listing'
  /** Told of every change. */
  | 'watching'
  /** The cluster does not have the kind, so there is nothing of it. Asked again about once a minute. */
  | 'not-installed'
  /** The account may not list or watch it. */
  | 'denied'
  /** The token is wrong or over. */
  | 'unauthenticated'
  /** The cluster does not answer. */
  | 'unreachable'
  /** The cluster asks to be asked less. */
  | 'throttled'
  /** The cluster answers with errors or nonsense, or the plugin's tables refuse what it says. */
  | 'failing';

/** Why a watch is in its state, for people to read. */
export interface WatchCause {
  /**
   * - `expired`: the cluster no longer knew the position, so everything is read again
   * - `sink`: what was read could not be written
   * - the others: as the cluster's answer said, see `WatchState`
   */
  code:
    | 'expired'
    | 'sink'
    | 'unreachable'
    | 'unauthenticated'
    | 'denied'
    | 'not-found'
    | 'throttled'
    | 'too-large'
    | 'failing';
  message: string;
}

/** One kind in one cluster, and how fresh the plugin's rows of it are. */
export interface WatchStatus {
  cluster: string;
  /** Id of the watched kind. */
  kind: string;
  /** Undefined when all namespaces are watched as one. */
  namespace?: string;
  state: WatchState;
  /** When the state began. */
  since: Date;
  /** Undefined while nothing is wrong. */
  cause?: WatchCause;
  /** Version of the API that is read, once it is known. */
  apiVersion?: string;
  /** When everything was last read to its end. Undefined: rows may be missing, so that none says nothing. */
  listedAt?: Date;
  /** When the cluster last said something that makes the rows up to date; a healthy watch says so about once a minute. */
  confirmedAt?: Date;
  /** When the cluster last told of a change. */
  lastEventAt?: Date;
  /** Objects that the projection could not read and that are therefore missing. */
  rejected: number;
}
