import { isEmpty, JsonMap } from '../json';
import { ensureMap, mapAt, mapsAt, setDefault } from './fields';

export function defaultNetworkPolicy(policy: JsonMap): void {
  const spec = ensureMap(policy, 'spec');
  if (isEmpty(spec.policyTypes ?? [])) {
    spec.policyTypes = isEmpty(spec.egress ?? [])
      ? ['Ingress']
      : ['Ingress', 'Egress'];
  }
  for (const rule of [...mapsAt(spec, 'ingress'), ...mapsAt(spec, 'egress')]) {
    for (const port of mapsAt(rule, 'ports')) {
      setDefault(port, 'protocol', 'TCP');
    }
  }
}

export function defaultIngressClass(ingressClass: JsonMap): void {
  const parameters = mapAt(mapAt(ingressClass, 'spec'), 'parameters');
  if (parameters) setDefault(parameters, 'scope', 'Cluster');
}

export function defaultEndpointSlice(slice: JsonMap): void {
  for (const port of mapsAt(slice, 'ports')) {
    if (port.name === undefined) port.name = '';
    setDefault(port, 'protocol', 'TCP');
  }
}
