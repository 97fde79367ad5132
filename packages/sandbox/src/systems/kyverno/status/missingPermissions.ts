import type { KubernetesClient } from '../../../kubernetes-client/KubernetesClient';
import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { autogen } from '../policy/autogen';
import type { PolicySpec } from '../policy/ValidatingPolicy';

const reviews = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const verbs = ['get', 'list', 'watch'];

type Resource = { group: string; version: string; resource: string };

/** What the scan of a policy would need to read and may not, in Kyverno's words; empty when all is well. */
export async function missingPermissions(
  client: KubernetesClient,
  policy: KubernetesObject,
): Promise<string[]> {
  const missing: string[] = [];
  for (const resource of resourcesOf(policy)) {
    for (const verb of verbs) {
      const review = await client.create(reviews, {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: { ...resource, verb } },
      });
      if (!review.status?.allowed) {
        const { group, version, resource: name } = resource;
        missing.push(`${verb} ${group}/${version}, Resource=${name}: `);
      }
    }
  }
  return missing;
}

function resourcesOf(policy: KubernetesObject): Resource[] {
  const { matchConstraints } = policy.spec as Partial<PolicySpec>;
  const own = (matchConstraints?.resourceRules ?? []).flatMap(
    ({ apiGroups = [], apiVersions = [], resources = [] }) =>
      resources.map(resource => ({
        group: apiGroups[0] ?? '',
        version: apiVersions[0] ?? '',
        resource,
      })),
  );
  const generated = Object.values(autogen(policy)).flatMap(({ targets }) =>
    targets.map(({ group, version, resource }) => ({
      group,
      version,
      resource,
    })),
  );
  return [...own, ...generated];
}
