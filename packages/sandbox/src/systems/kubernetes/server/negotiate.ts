/** In which encoding an answer is written. */
export type Encoding = 'json' | 'yaml' | 'protobuf';

/** As what objects are shown. */
export type Representation = 'object' | 'table' | 'metadata';

export interface Negotiated {
  encoding: Encoding;
  representation: Representation;
}

interface MediaType {
  type: string;
  parameters: Record<string, string>;
}

const encodings: Record<string, Encoding> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
  'application/vnd.kubernetes.protobuf': 'protobuf',
  'application/*': 'json',
  '*/*': 'json',
};

/** What resources can be shown as, in the words of an answer 406. */
export const availableRepresentations = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
  'application/json;stream=watch',
  'application/vnd.kubernetes.protobuf;stream=watch',
];

/**
 * Chooses among what an `Accept` header allows, in its order. Protobuf is
 * written only where `protobuf` says so: clients that ask for it accept JSON
 * as well. Absent when nothing fits.
 */
export function negotiate(
  accept: string | undefined,
  options: { protobuf?: boolean } = {},
): Negotiated | undefined {
  const accepted = parseAccept(accept || '*/*');
  for (const { type, parameters } of accepted) {
    const encoding = encodings[type];
    const representation = representationOf(parameters);
    const isPossible = encoding !== 'protobuf' || options.protobuf;
    if (encoding && representation && isPossible) {
      return { encoding, representation };
    }
  }
  // A client of protobuf alone: better JSON than nothing.
  return accepted.some(({ type }) => encodings[type] === 'protobuf')
    ? { encoding: 'json', representation: 'object' }
    : undefined;
}

/** Does the client ask for all groups of discovery in one document? */
export function acceptsAggregatedDiscovery(
  accept: string | undefined,
): boolean {
  return parseAccept(accept ?? '').some(
    ({ type, parameters }) =>
      type === 'application/json' &&
      parameters.as === 'APIGroupDiscoveryList' &&
      parameters.v === 'v2',
  );
}

function representationOf({
  as,
  g,
  v,
}: Record<string, string>): Representation | undefined {
  if (!as) return 'object';
  if (g !== 'meta.k8s.io' || v !== 'v1') return undefined;
  if (as === 'Table') return 'table';
  return as.startsWith('PartialObjectMetadata') ? 'metadata' : undefined;
}

function parseAccept(accept: string): MediaType[] {
  return accept.split(',').map(part => {
    const [type, ...parameters] = part.split(';').map(text => text.trim());
    return {
      type: type.toLowerCase(),
      parameters: Object.fromEntries(
        parameters.map(parameter => {
          const [key, value = ''] = parameter.split('=');
          return [key, value];
        }),
      ),
    };
  });
}
