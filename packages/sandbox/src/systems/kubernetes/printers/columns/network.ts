import type { KubeObject } from '../../schema/types';
import {
  at,
  Column,
  column,
  labelsText,
  listAt,
  selectorText,
  shortened,
  textAt,
  wide,
} from '../Column';
import { ageColumn, nameColumn } from '../commonColumns';
import { described } from '../fieldDescription';

const ofSpec = (field: string) => described('api/v1', 'ServiceSpec', field);
const ofSlice = (field: string) =>
  described('apis/discovery.k8s.io/v1', 'EndpointSlice', field);

function stringsAt(object: unknown, ...path: string[]): string[] {
  const value = at(object, ...path);
  return Array.isArray(value) ? value.map(String) : [];
}

function loadBalancerAddresses(object: KubeObject): string[] {
  const addresses = listAt(object, 'status', 'loadBalancer', 'ingress').flatMap(
    each => textAt(each, 'ip') ?? textAt(each, 'hostname') ?? [],
  );
  return [...new Set(addresses)].sort();
}

function externalAddresses(service: KubeObject): string {
  const given = stringsAt(service, 'spec', 'externalIPs');
  switch (textAt(service, 'spec', 'type')) {
    case 'ExternalName':
      return textAt(service, 'spec', 'externalName') ?? '';
    case 'LoadBalancer':
      return (
        [...loadBalancerAddresses(service), ...given].join(',') || '<pending>'
      );
    default:
      return given.join(',') || '<none>';
  }
}

function portText(port: Record<string, unknown>): string {
  return port.nodePort
    ? `${port.port}:${port.nodePort}/${port.protocol}`
    : `${port.port}/${port.protocol}`;
}

export const services: Column[] = [
  nameColumn,
  column(
    'Type',
    ofSpec('type'),
    object => textAt(object, 'spec', 'type') ?? '',
  ),
  column(
    'Cluster-IP',
    ofSpec('clusterIP'),
    object => textAt(object, 'spec', 'clusterIPs', 0) ?? '<none>',
  ),
  column('External-IP', ofSpec('externalIPs'), externalAddresses),
  column(
    'Port(s)',
    ofSpec('ports'),
    object =>
      listAt(object, 'spec', 'ports').map(portText).join(',') || '<none>',
  ),
  ageColumn,
  wide('Selector', ofSpec('selector'), object =>
    labelsText(at(object, 'spec', 'selector')),
  ),
];

function endpointAddresses(endpoints: KubeObject): string {
  const all = listAt(endpoints, 'subsets').flatMap(subset => {
    const addresses = listAt(subset, 'addresses').map(({ ip }) => String(ip));
    const ports = listAt(subset, 'ports');
    return ports.length === 0
      ? addresses
      : ports.flatMap(({ port }) => addresses.map(ip => `${ip}:${port}`));
  });
  return shortened(all) || '<none>';
}

export const endpoints: Column[] = [
  nameColumn,
  column(
    'Endpoints',
    described('api/v1', 'Endpoints', 'subsets'),
    endpointAddresses,
  ),
  ageColumn,
];

export const endpointSlices: Column[] = [
  nameColumn,
  column(
    'AddressType',
    ofSlice('addressType'),
    object => textAt(object, 'addressType') ?? '',
  ),
  column('Ports', ofSlice('ports'), object => {
    const ports = listAt(object, 'ports').map(
      port => textAt(port, 'port') ?? textAt(port, 'name') ?? '*',
    );
    return shortened(ports) || '<unset>';
  }),
  column('Endpoints', ofSlice('endpoints'), object => {
    const addresses = listAt(object, 'endpoints').flatMap(endpoint =>
      stringsAt(endpoint, 'addresses'),
    );
    return shortened(addresses) || '<unset>';
  }),
  ageColumn,
];

export const ingresses: Column[] = [
  nameColumn,
  column(
    'Class',
    'The name of the IngressClass resource that should be used for additional configuration',
    object => textAt(object, 'spec', 'ingressClassName') ?? '<none>',
  ),
  column(
    'Hosts',
    'Hosts that incoming requests are matched against before the ingress rule',
    object => {
      const hosts = listAt(object, 'spec', 'rules')
        .map(rule => rule.host)
        .filter(Boolean);
      return shortened(hosts) || '*';
    },
  ),
  column(
    'Address',
    'Address is a list containing ingress points for the load-balancer',
    object => loadBalancerAddresses(object).join(','),
  ),
  column('Ports', 'Ports of TLS configurations that open', object =>
    listAt(object, 'spec', 'tls').length > 0 ? '80, 443' : '80',
  ),
  ageColumn,
];

export const ingressClasses: Column[] = [
  nameColumn,
  column(
    'Controller',
    'Controller that is responsible for handling this class',
    object => textAt(object, 'spec', 'controller') ?? '',
  ),
  column(
    'Parameters',
    'A reference to a resource with additional parameters',
    object => {
      const kind = textAt(object, 'spec', 'parameters', 'kind');
      if (!kind) return '<none>';
      const group = textAt(object, 'spec', 'parameters', 'apiGroup');
      const name = textAt(object, 'spec', 'parameters', 'name');
      return `${kind}${group ? `.${group}` : ''}/${name}`;
    },
  ),
  ageColumn,
];

export const networkPolicies: Column[] = [
  nameColumn,
  column(
    'Pod-Selector',
    described('apis/networking.k8s.io/v1', 'NetworkPolicySpec', 'podSelector'),
    object => selectorText(at(object, 'spec', 'podSelector')),
  ),
  ageColumn,
];
