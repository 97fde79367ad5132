import { ClusterApi } from './ClusterApi';

export type {
  Actor,
  ClusterApi,
  ClusterEvent,
  DeleteOptions,
  ObjectKey,
  ServedKind,
} from './ClusterApi';

/**
 * Finds the manifest digest behind an image reference at its registry.
 * `unreachable` and `not-found` both leave the container waiting in ImagePullBackOff.
 */
export type ResolveImage = (
  image: string,
) => Promise<
  { result: 'found'; digest: string } | { result: 'failed'; message: string }
>;

export interface RunningControllers {
  /** Stops all controllers; resolves when the last of their writes has returned. */
  close(): Promise<void>;
  /** Resolves when no controller has anything to do, timers aside. */
  idle(): Promise<void>;
}

export interface ControllerOptions {
  api: ClusterApi;
  resolveImage: ResolveImage;
  now: () => Date;
  /** PEM text that Pods find in `kube-root-ca.crt`. */
  certificateAuthority?: string;
}

export { startControllers } from './startControllers';
