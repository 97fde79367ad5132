/** What a request is about, read from its method and path alone. */
export type RequestInfo = ResourceRequest | PathRequest;

export interface ResourceRequest {
  kind: 'resource';
  verb: ResourceVerb;
  group: string;
  version: string;
  namespace?: string;
  resource: string;
  name?: string;
  subresource?: string;
}

export interface PathRequest {
  kind: 'path';
  /** The method in lower case. */
  verb: string;
  path: string;
}

export type ResourceVerb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection';

const verbs: Record<string, ResourceVerb> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Parts of a Namespace that stand where resources inside it would. */
const namespaceSubresources = new Set(['status', 'finalize']);

export function readRequestInfo(
  method: string,
  path: string,
  query: URLSearchParams,
): RequestInfo {
  const parts = path.split('/').filter(Boolean).map(decodePart);
  const [prefix, ...rest] = parts;
  const [group, version, ...place] = prefix === 'api' ? ['', ...rest] : rest;
  const isResource =
    (prefix === 'api' || prefix === 'apis') && version && place.length > 0;
  const verb = verbs[method];
  if (!isResource || !verb) {
    return { kind: 'path', verb: method.toLowerCase(), path };
  }
  const isOldWatch = place[0] === 'watch' && verb === 'get';
  const target = readPlace(isOldWatch ? place.slice(1) : place);
  const name = target.name ?? nameInSelector(query, verb);
  return {
    kind: 'resource',
    verb: isOldWatch
      ? 'watch'
      : narrowVerb(verb, target.name === undefined, query),
    group,
    version,
    ...target,
    ...(name && { name }),
  };
}

function narrowVerb(
  verb: ResourceVerb,
  isCollection: boolean,
  query: URLSearchParams,
): ResourceVerb {
  if (!isCollection) return verb;
  if (verb === 'delete') return 'deletecollection';
  if (verb !== 'get') return verb;
  return isTrue(query.get('watch')) ? 'watch' : 'list';
}

function readPlace(
  parts: string[],
): Pick<ResourceRequest, 'namespace' | 'resource' | 'name' | 'subresource'> {
  const [first, second, third, fourth, ...more] = parts;
  const isInNamespace =
    first === 'namespaces' && third && !namespaceSubresources.has(third);
  if (isInNamespace) {
    return {
      namespace: second,
      resource: third,
      ...(fourth && { name: fourth }),
      ...(more.length && { subresource: more.join('/') }),
    };
  }
  return {
    // A namespace is inside itself, for rules that allow to see it.
    ...(first === 'namespaces' && second && { namespace: second }),
    resource: first,
    ...(second && { name: second }),
    ...(third && {
      subresource: [third, fourth, ...more].filter(Boolean).join('/'),
    }),
  };
}

/** A list of one object by its name is allowed by a rule for that name. */
function nameInSelector(
  query: URLSearchParams,
  verb: ResourceVerb,
): string | undefined {
  if (verb !== 'get' && verb !== 'delete') return undefined;
  const selector = query.get('fieldSelector') ?? '';
  return /(?:^|,)metadata\.name==?([^,=!]+)(?:,|$)/.exec(selector)?.[1];
}

/** As Go reads a boolean in a query; present without a value is true. */
export function isTrue(value: string | null): boolean {
  return value !== null && !/^(0|f|false)$/i.test(value);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
