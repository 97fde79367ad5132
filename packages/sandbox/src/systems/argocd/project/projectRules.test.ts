import { AppProject } from '../objects/AppProject';
import { recorded } from '../testing/recorded';
import {
  isDestinationPermitted,
  isKindPermitted,
  isSourcePermitted,
} from './projectRules';
import { validateSpec } from './validateSpec';

const hub = { name: 'in-cluster', server: 'https://kubernetes.default.svc' };

function project(spec: AppProject['spec']): AppProject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'shop' },
    spec,
  };
}

describe('isSourcePermitted', () => {
  it.each<[string[], string, boolean]>([
    [['*'], 'https://git.example/a/b.git', true],
    [['https://git.example/shop/*'], 'https://git.example/shop/web.git', true],
    [['https://git.example/shop/*'], 'https://GIT.example/shop/web', true],
    [['https://git.example/shop/*'], 'https://git.example/shop/x/web', false],
    [['https://git.example/shop/**'], 'https://git.example/shop/x/web', true],
    [
      ['https://git.example/shop/web.git'],
      'https://git.example/shop/web',
      true,
    ],
    [['https://git.example/other/*'], 'https://git.example/shop/web', false],
    [
      ['*', '!https://git.example/shop/*'],
      'https://git.example/shop/web',
      false,
    ],
    [[], 'https://git.example/shop/web', false],
  ])('of %j says of %s: %s', (sourceRepos, url, permitted) => {
    expect(isSourcePermitted(project({ sourceRepos }), url)).toBe(permitted);
  });
});

describe('isDestinationPermitted', () => {
  const prod = { name: 'prod', server: 'https://10.0.0.1' };

  it.each<[AppProject['spec']['destinations'], string, boolean]>([
    [[{ server: '*', namespace: '*' }], 'any', true],
    [[{ name: 'prod', namespace: 'shop-*' }], 'shop-web', true],
    [[{ name: 'prod', namespace: 'shop-*' }], 'kube-system', false],
    [[{ name: 'nonprod', namespace: '*' }], 'shop-web', false],
    [[{ server: 'https://10.0.0.1', namespace: 'shop-web' }], 'shop-web', true],
    [
      [
        { server: '*', namespace: '*' },
        { server: '*', namespace: '!kube-system' },
      ],
      'kube-system',
      false,
    ],
    [undefined, 'shop-web', false],
  ])('of %j says of %s: %s', (destinations, namespace, permitted) => {
    expect(
      isDestinationPermitted(project({ destinations }), prod, namespace),
    ).toBe(permitted);
  });
});

describe('isKindPermitted', () => {
  const namespaced = {
    group: 'apps',
    kind: 'Deployment',
    name: 'web',
    namespaced: true,
  };
  const namespace = {
    group: '',
    kind: 'Namespace',
    name: 'shop-web',
    namespaced: false,
  };

  it('allows everything in a namespace unless there is a list', () => {
    expect(isKindPermitted(project({}), namespaced)).toBe(true);
    expect(
      isKindPermitted(project({ namespaceResourceWhitelist: [] }), namespaced),
    ).toBe(false);
    expect(
      isKindPermitted(
        project({
          namespaceResourceBlacklist: [{ group: 'apps', kind: '*' }],
        }),
        namespaced,
      ),
    ).toBe(false);
  });

  it('allows nothing outside of namespaces unless it is listed, by name if a name is given', () => {
    const only = (name?: string) =>
      project({
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name }],
      });

    expect(isKindPermitted(project({}), namespace)).toBe(false);
    expect(isKindPermitted(only(), namespace)).toBe(true);
    expect(isKindPermitted(only('shop-*'), namespace)).toBe(true);
    expect(isKindPermitted(only('other'), namespace)).toBe(false);
  });
});

describe('validateSpec', () => {
  const { items } = recorded<{ items: AppProject[] }>(
    'argocd',
    '01-session',
    18,
  );
  const git = 'https://git.example';
  const shop: AppProject = JSON.parse(
    JSON.stringify(items[1]).replace('{{git}}', git),
  );
  const spec = {
    project: 'shop',
    source: { repoURL: `${git}/shop/web.git`, path: 'chart' },
    destination: { server: hub.server, namespace: 'shop-web' },
  };
  const messages = (change: object) =>
    validateSpec({
      spec: { ...spec, ...change },
      project: shop,
      clusters: [hub],
    }).map(({ message }) => message);

  it('accepts what the recorded project allows', () => {
    expect(messages({})).toEqual([]);
  });

  it('refuses in the words of Argo CD', () => {
    expect(
      messages({
        destination: { server: hub.server, namespace: 'kube-system' },
      }),
    ).toEqual([
      "application destination server 'https://kubernetes.default.svc' and namespace 'kube-system' do not match any of the allowed destinations in project 'shop'",
    ]);
    expect(
      messages({ source: { repoURL: 'https://elsewhere/x', path: '.' } }),
    ).toEqual([
      "application repo https://elsewhere/x is not permitted in project 'shop'",
    ]);
    expect(messages({ destination: { name: 'moon', namespace: 'a' } })).toEqual(
      ['there are no clusters with this name: moon'],
    );
    expect(
      messages({ destination: { name: 'in-cluster', server: hub.server } }),
    ).toEqual([
      `application destination can't have both name and server defined: in-cluster ${hub.server}`,
    ]);
    expect(messages({ source: undefined })).toEqual([
      'spec.source.repoURL and either spec.source.path or spec.source.chart are required',
    ]);
  });
});
