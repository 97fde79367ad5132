/** What a registry may make us read, at the most. */
export type Limits = {
  /** Bytes of one manifest or index. */
  manifestBytes: number;
  /** Bytes of one blob: an SBOM or a scan reaches megabytes. */
  blobBytes: number;
  /** Pages of one referrers list. */
  pages: number;
  /** Referrers of one image. */
  items: number;
  redirects: number;
  /** Milliseconds for one request, from its start to its last byte. */
  requestMs: number;
  /** How often a request is sent again after 429, 5xx or a lost connection. */
  retries: number;
  /** Milliseconds to wait at the most for a `Retry-After`. */
  retryAfterMs: number;
};

export const defaultLimits: Limits = {
  manifestBytes: 4 * 1024 * 1024,
  blobBytes: 32 * 1024 * 1024,
  pages: 20,
  items: 500,
  redirects: 5,
  requestMs: 30_000,
  retries: 3,
  retryAfterMs: 30_000,
};
