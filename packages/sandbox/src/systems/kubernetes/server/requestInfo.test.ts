import { readRequestInfo } from './requestInfo';

function read(method: string, url: string) {
  const { pathname, searchParams } = new URL(url, 'http://cluster');
  return readRequestInfo(method, pathname, searchParams);
}

describe('readRequestInfo', () => {
  it.each([
    ['GET', '/api/v1/namespaces', 'list  v1 namespaces'],
    ['GET', '/api/v1/namespaces/shop', 'get  v1 namespaces shop @shop'],
    [
      'PUT',
      '/api/v1/namespaces/shop/finalize',
      'update  v1 namespaces/finalize shop @shop',
    ],
    ['GET', '/api/v1/namespaces/shop/pods', 'list  v1 pods @shop'],
    ['GET', '/api/v1/namespaces/shop/pods/a/log', 'get  v1 pods/log a @shop'],
    ['GET', '/api/v1/pods?watch=true', 'watch  v1 pods'],
    ['GET', '/api/v1/pods?watch=0', 'list  v1 pods'],
    ['GET', '/api/v1/watch/namespaces/shop/pods', 'watch  v1 pods @shop'],
    [
      'DELETE',
      '/apis/apps/v1/namespaces/shop/deployments',
      'deletecollection apps v1 deployments @shop',
    ],
    [
      'PATCH',
      '/apis/apps/v1/namespaces/shop/deployments/web/scale',
      'patch apps v1 deployments/scale web @shop',
    ],
    [
      'GET',
      '/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode',
      'get rbac.authorization.k8s.io v1 clusterroles system:node',
    ],
    [
      'GET',
      '/api/v1/nodes?fieldSelector=metadata.name%3Da',
      'list  v1 nodes a',
    ],
  ])('%s %s', (method, url, expected) => {
    const info = read(method, url);

    if (info.kind !== 'resource') throw new Error('no resource');
    const { verb, group, version, resource, subresource, name, namespace } =
      info;
    expect(
      [
        verb,
        group,
        version,
        subresource ? `${resource}/${subresource}` : resource,
        ...(name ? [name] : []),
        ...(namespace ? [`@${namespace}`] : []),
      ].join(' '),
    ).toBe(expected);
  });

  it.each(['/', '/api', '/apis/apps/v1', '/version', '/openapi/v3'])(
    'takes %s for a path',
    path => {
      expect(read('GET', path)).toEqual({ kind: 'path', verb: 'get', path });
    },
  );
});
