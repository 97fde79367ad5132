/** A cluster that is watched, and how it is reached. */
export interface Cluster {
  /** As configured; what the plugins' rows are kept under. */
  readonly name: string;
  /** Root of its API, without a trailing slash. */
  readonly url: string;
  /** Read before every request, so that a rotated token is used as soon as it is there. */
  readToken(): Promise<string>;
  /** PEM of the authorities that may vouch for it; undefined for those that the machine trusts. */
  readCertificateAuthority(): Promise<string | undefined>;
  readonly skipTlsVerify: boolean;
}
