import {
  annotationOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';

/** A person confirmed, after `since`, that what asks for confirmation may be deleted. */
export function isDeletionApproved(
  application: KubernetesObject,
  since: string | undefined,
): boolean {
  const approved = annotationOf(
    application,
    'argocd.argoproj.io/deletion-approved',
  );
  return (
    approved !== undefined && Date.parse(approved) >= Date.parse(since ?? '')
  );
}
