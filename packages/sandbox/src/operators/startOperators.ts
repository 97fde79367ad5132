import type { StandIn } from '../StandIn';
import { startIstio } from '../systems/istio';
import type { KubernetesStandIn } from '../systems/kubernetes';
import { startKyverno } from '../systems/kyverno';
import { startTrivyOperator } from '../systems/trivy-operator';

/** Starts, in each cluster, the operators that every cluster of the company has. */
export async function startOperators(options: {
  /** By short name: `prod` gets a `kyverno-prod`. */
  clusters: Record<string, KubernetesStandIn>;
  /** Of the operators' service accounts. */
  tokens: { kyverno: string; trivyOperator: string; istio: string };
  /** Base URL of each registry, by the host that image references begin with. */
  registries: Record<string, string>;
  /** Images that the nodes have: their digest by reference. */
  present: Readonly<Record<string, string>>;
}): Promise<StandIn[]> {
  const { tokens, registries, present } = options;
  const started = Object.entries(options.clusters).map(
    async ([name, { url, certificateAuthority: ca }]) => {
      const of = (token: string) => ({ url, ca, token });
      return Promise.all([
        startIstio({ name: `istio-${name}`, cluster: of(tokens.istio) }),
        startKyverno({ name: `kyverno-${name}`, cluster: of(tokens.kyverno) }),
        startTrivyOperator({
          name: `trivy-operator-${name}`,
          cluster: of(tokens.trivyOperator),
          registries,
          present,
        }),
      ]);
    },
  );
  return (await Promise.all(started)).flat();
}
