import { randomUUID } from 'node:crypto';
import { storedGvk } from '../../discovery/ServedResource';
import { Review } from '../../resources/Operation';
import { KubeObject } from '../../schema/types';

/** What a webhook is sent, `admission.k8s.io/v1`. */
export function toAdmissionReview(
  { operation, request }: Review,
  object: KubeObject,
) {
  const { type, subresource, before, write } = request;
  const kind = storedGvk(type);
  const resource = {
    group: type.storage.group,
    version: type.storage.version,
    resource: type.resource,
  };
  const { username, uid, groups, extra } = write.user;
  return {
    kind: 'AdmissionReview' as const,
    apiVersion: 'admission.k8s.io/v1' as const,
    request: {
      uid: randomUUID() as string,
      kind,
      resource,
      ...(subresource && { subResource: subresource }),
      requestKind: {
        group: type.group,
        version: type.version,
        kind: type.kind,
      },
      requestResource: {
        group: type.group,
        version: type.version,
        resource: type.resource,
      },
      ...(subresource && { requestSubResource: subresource }),
      name: object.metadata.name,
      ...(object.metadata.namespace && {
        namespace: object.metadata.namespace,
      }),
      operation,
      userInfo: {
        username,
        ...(uid && { uid }),
        groups: [...groups],
        ...(extra && { extra }),
      },
      object: { ...object, kind: kind.kind },
      oldObject: before ?? null,
      dryRun: write.dryRun,
      options: {
        kind: operation === 'CREATE' ? 'CreateOptions' : 'UpdateOptions',
        apiVersion: 'meta.k8s.io/v1',
        fieldManager: write.fieldManager,
      },
    },
  };
}

export type AdmissionReview = ReturnType<typeof toAdmissionReview>;
