/** A kind of objects that a plugin wants to know of. */
export interface WatchedKind {
  /** Unique among the plugin's kinds and the same for ever: positions are kept under it, e.g. `vulnerability-reports`. */
  id: string;
  /** API group; empty for the core group. */
  group: string;
  /** Versions that the projection understands, the preferred one first. */
  versions: readonly [string, ...string[]];
  /** As in URLs: `vulnerabilityreports`. */
  plural: string;
  /** Only objects that it selects, as the API server writes it: `app in (a, b)`. */
  labelSelector?: string;
  /** Only objects that it selects: `status.phase!=Succeeded`. Custom resources select by name and namespace only. */
  fieldSelector?: string;
  /**
   * Only these namespaces, each with a request, a position and a status of its own, for
   * accounts that may not list the whole cluster. All when not given.
   */
  namespaces?: readonly string[];
}
