import {
  defineCustomResource,
  open,
  PrinterColumn,
} from '../../../operators/defineCustomResource';

const age: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
};
const mode = {
  type: 'string',
  enum: ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'],
};
const mtls = { type: 'object', properties: { mode } };

/** What Istio's base chart installs, of what the sandbox's company uses. */
export const customResources = [
  defineCustomResource({
    group: 'security.istio.io',
    kind: 'PeerAuthentication',
    plural: 'peerauthentications',
    shortNames: ['pa'],
    versions: [{ name: 'v1', storage: true }, { name: 'v1beta1' }],
    properties: {
      spec: {
        ...open,
        properties: {
          mtls,
          selector: open,
          portLevelMtls: { type: 'object', additionalProperties: mtls },
        },
      },
    },
    columns: [
      {
        name: 'Mode',
        type: 'string',
        jsonPath: '.spec.mtls.mode',
      },
      age,
    ],
    status: true,
  }),
  defineCustomResource({
    group: 'networking.istio.io',
    kind: 'DestinationRule',
    plural: 'destinationrules',
    shortNames: ['dr'],
    versions: [
      { name: 'v1', storage: true },
      { name: 'v1beta1' },
      { name: 'v1alpha3' },
    ],
    properties: {
      spec: {
        ...open,
        required: ['host'],
        properties: { host: { type: 'string' } },
      },
    },
    columns: [{ name: 'Host', type: 'string', jsonPath: '.spec.host' }, age],
    status: true,
  }),
];
