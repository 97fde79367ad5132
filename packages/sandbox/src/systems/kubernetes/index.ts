export { startKubernetes } from './startKubernetes';
export type { KubernetesOptions, KubernetesStandIn } from './startKubernetes';
