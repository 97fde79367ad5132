import { mockApis } from '@backstage/frontend-test-utils';
import { ArgoCdClient } from './ArgoCdClient';

const config = mockApis.config({
  data: {
    argocd: {
      appLocatorMethods: [
        {
          type: 'config',
          instances: [
            {
              name: 'main',
              url: 'http://argocd-server.argocd',
              frontendUrl: 'https://argocd.example.com/',
            },
          ],
        },
      ],
    },
  },
});

function clientFor(status: number, body: unknown) {
  const fetch = jest.fn(
    async (_url: unknown) =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      }),
  );
  return { fetch, client: new ArgoCdClient({ config, fetchApi: { fetch } }) };
}

/** As Argo CD 3 answers; what is not read here is left out. */
const synced = {
  metadata: {
    name: 'quote-api-dev',
    namespace: 'argocd',
    labels: { 'portolan.io/environment': 'dev' },
    instance: { name: 'main' },
  },
  spec: {
    source: { repoURL: 'https://git.example.com/meridian/quote-api.git' },
    destination: { name: 'nonprod', namespace: 'quote-api-dev' },
  },
  status: {
    resources: [{ kind: 'ConfigMap' }, { kind: 'Deployment' }],
    sync: {
      status: 'Synced',
      revision: '9f3c21a4b5c6d7e8f90123456789abcdef012345',
    },
    health: { status: 'Healthy' },
    history: [
      { deployedAt: '2026-11-20T10:00:00Z' },
      { deployedAt: '2026-11-24T10:00:00Z' },
    ],
    operationState: { phase: 'Succeeded', message: 'successfully synced' },
  },
};

describe('ArgoCdClient', () => {
  it('asks one instance, with the selector encoded', async () => {
    const { client, fetch } = clientFor(200, { items: [synced] });

    const [application] = await client.listApplications('main', {
      selector: 'backstage.io/kubernetes-id in (quote-api,ledger)',
    });

    expect(client.instances).toEqual(['main']);
    expect(fetch.mock.calls[0][0]).toBe(
      'plugin://argocd/argoInstance/main/applications/selector/backstage.io%2Fkubernetes-id%20in%20(quote-api%2Cledger)',
    );
    expect(application).toEqual({
      name: 'quote-api-dev',
      namespace: 'argocd',
      labels: { 'portolan.io/environment': 'dev' },
      cluster: 'nonprod',
      targetNamespace: 'quote-api-dev',
      syncStatus: 'Synced',
      healthStatus: 'Healthy',
      revision: '9f3c21a4b5c6d7e8f90123456789abcdef012345',
      repositoryUrl: 'https://git.example.com/meridian/quote-api',
      deployedAt: '2026-11-24T10:00:00Z',
      deploys: [{ at: '2026-11-20T10:00:00Z' }, { at: '2026-11-24T10:00:00Z' }],
      hasWorkload: true,
      message: undefined,
      url: 'https://argocd.example.com/applications/argocd/quote-api-dev',
    });
  });

  it('reads an Application whose sources Argo CD could not compare', async () => {
    const { client } = clientFor(200, {
      ...synced,
      status: {
        sync: { status: 'Unknown', revision: 'main' },
        health: { status: 'Healthy' },
        conditions: [
          { type: 'OrphanedResourceWarning', message: 'one orphan' },
          { type: 'ComparisonError', message: 'failed to render the chart' },
        ],
        history: null,
        resources: null,
      },
    });

    const [application] = await client.listApplications('main', {
      name: 'quote-api-dev',
    });

    expect(application).toMatchObject({
      syncStatus: 'Unknown',
      revision: undefined,
      hasWorkload: undefined,
      message: 'failed to render the chart',
    });
  });

  it('takes the null of an empty list for none', async () => {
    const { client } = clientFor(200, { items: null });
    await expect(
      client.listApplications('main', { selector: 'a=b' }),
    ).resolves.toEqual([]);
  });

  it('fails when Argo CD does not answer, and on what it does not understand', async () => {
    const down = clientFor(500, {
      error: { name: 'FetchError', message: 'connect ECONNREFUSED' },
      response: { statusCode: 500 },
    });
    await expect(
      down.client.listApplications('main', { selector: 'a=b' }),
    ).rejects.toMatchObject({ cause: { message: 'connect ECONNREFUSED' } });

    const other = clientFor(200, { items: [{ metadata: {} }] });
    await expect(
      other.client.listApplications('main', { selector: 'a=b' }),
    ).rejects.toThrow('name');
  });

  it('gives up on an Argo CD that never answers, and lets go of the request', async () => {
    let signal: AbortSignal | null | undefined;
    const client = new ArgoCdClient({
      config,
      fetchApi: {
        fetch: (_url, init) => {
          signal = init?.signal;
          return new Promise(() => {});
        },
      },
      timeoutMs: 10,
    });
    await expect(
      client.listApplications('main', { selector: 'a=b' }),
    ).rejects.toThrow('no answer within 1 s');
    expect(signal?.aborted).toBe(true);
  });
});
