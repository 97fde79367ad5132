/**
 * An object as the cluster sent it. Only what is named here has been checked;
 * everything else may be anything at all.
 */
export interface KubernetesObject {
  /** Also there when the cluster left it out, as it does in lists of built-in kinds. */
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    /** Undefined for objects of no namespace. */
    namespace?: string;
    uid: string;
    resourceVersion: string;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** Which object is meant. */
export interface ObjectIdentity {
  namespace?: string;
  name: string;
  uid: string;
}
