import { builtInDocuments } from '../schema/builtInDocuments';

/** A field of a built-in type: what the API's own documents say of it describes a column. */
export interface FieldReference {
  /** The document, as `apis/apps/v1`. */
  document: string;
  type: string;
  field: string;
}

const GROUPS: Record<string, string> = {
  'api/v1': 'io.k8s.api.core.v1',
  'apis/apps/v1': 'io.k8s.api.apps.v1',
  'apis/autoscaling/v2': 'io.k8s.api.autoscaling.v2',
  'apis/batch/v1': 'io.k8s.api.batch.v1',
  'apis/coordination.k8s.io/v1': 'io.k8s.api.coordination.v1',
  'apis/discovery.k8s.io/v1': 'io.k8s.api.discovery.v1',
  'apis/networking.k8s.io/v1': 'io.k8s.api.networking.v1',
  'apis/rbac.authorization.k8s.io/v1': 'io.k8s.api.rbac.v1',
  'apis/scheduling.k8s.io/v1': 'io.k8s.api.scheduling.v1',
  'apis/storage.k8s.io/v1': 'io.k8s.api.storage.v1',
};

/** The list of an enumeration's values, which the documents append to a description. */
const ENUMERATION = /\n\nPossible enum values:[\s\S]*$/;

export function fieldDescription(reference: FieldReference): string {
  const { document, type, field } = reference;
  const name =
    type === 'ObjectMeta'
      ? 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'
      : `${GROUPS[document]}.${type}`;
  const schema = builtInDocuments().definitions(document, name)[name];
  const description = schema?.properties?.[field]?.description;
  if (description === undefined) {
    throw new Error(`${type} of ${document} has no description of ${field}`);
  }
  return description.replace(ENUMERATION, '');
}

/** Says which field describes a column: `described('apis/apps/v1', 'DeploymentStatus', 'updatedReplicas')`. */
export function described(
  document: string,
  type: string,
  field: string,
): FieldReference {
  return { document, type, field };
}
