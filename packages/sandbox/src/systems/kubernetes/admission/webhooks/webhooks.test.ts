import { json } from 'node:stream/consumers';
import { Listener, listen } from '../../../../http/listen';
import { at } from '../../testing/ApiClient';
import { useCluster } from '../../testing/useCluster';
import type { WebhookAnswer } from './callWebhook';
import type { AdmissionReview } from './toAdmissionReview';

const configurations = '/apis/admissionregistration.k8s.io/v1';
const maps = '/api/v1/namespaces/default/configmaps';
const createRule = {
  operations: ['CREATE', 'UPDATE'],
  apiGroups: [''],
  apiVersions: ['v1'],
  resources: ['configmaps'],
};

/** A webhook that answers what the test tells it to, and remembers what it was asked. */
class ScriptedWebhook {
  readonly asked: AdmissionReview['request'][] = [];
  answer: (
    request: AdmissionReview['request'],
  ) => Partial<WebhookAnswer> | Promise<Partial<WebhookAnswer>> = () => ({});
  listener!: Listener;

  async start(): Promise<void> {
    this.listener = await listen(async (req, res) => {
      const { request } = (await json(req)) as AdmissionReview;
      this.asked.push(request);
      const response = {
        uid: request.uid,
        allowed: true,
        ...(await this.answer(request)),
      };
      res.end(JSON.stringify({ response }));
    });
  }
}

describe('admission webhooks', () => {
  const cluster = useCluster({ controllers: false });
  let webhook: ScriptedWebhook;

  beforeEach(async () => {
    webhook = new ScriptedWebhook();
    await webhook.start();
  });
  afterEach(() => webhook.listener.close());

  const register = (
    kind: 'Mutating' | 'Validating',
    settings: Record<string, unknown> = {},
  ) =>
    cluster.admin.post(
      `${configurations}/${kind.toLowerCase()}webhookconfigurations`,
      {
        metadata: { name: `${kind.toLowerCase()}-test` },
        webhooks: [
          {
            name: 'look.example.com',
            clientConfig: { url: `${webhook.listener.url}/look` },
            rules: [createRule],
            sideEffects: 'None',
            admissionReviewVersions: ['v1'],
            ...settings,
          },
        ],
      },
    );

  const post = (name: string, data = {}) =>
    cluster.admin.post(maps, { metadata: { name }, data });

  it('refuses what a webhook refuses, in the API server’s words', async () => {
    await register('Validating');
    webhook.answer = () => ({
      allowed: false,
      status: { message: 'No maps here.' },
    });

    expect(await post('a')).toMatchObject({
      status: 400,
      body: {
        message:
          'admission webhook "look.example.com" denied the request: No maps here.',
        code: 400,
      },
    });
    expect((await cluster.admin.get(`${maps}/a`)).status).toBe(404);
    expect(webhook.asked[0]).toMatchObject({
      operation: 'CREATE',
      kind: { group: '', version: 'v1', kind: 'ConfigMap' },
      resource: { resource: 'configmaps' },
      namespace: 'default',
      userInfo: { username: 'admin' },
      object: { kind: 'ConfigMap', metadata: { name: 'a' } },
      oldObject: null,
    });
  });

  it('writes what a webhook makes of an object, and passes its warnings on', async () => {
    await register('Mutating');
    webhook.answer = () => ({
      patchType: 'JSONPatch',
      patch: Buffer.from(
        JSON.stringify([
          { op: 'add', path: '/metadata/labels', value: { seen: 'yes' } },
        ]),
      ).toString('base64'),
      warnings: ['mind the gap'],
    });

    const created = await post('a');
    expect(created.status).toBe(201);
    expect(created.headers.warning).toBe('299 - "mind the gap"');
    expect(at(created.body, 'metadata.labels.seen')).toBe('yes');
  });

  it('asks only for what its rules and selectors name', async () => {
    await register('Validating', {
      namespaceSelector: { matchLabels: { watched: 'yes' } },
    });
    await post('a');
    expect(webhook.asked).toEqual([]);

    await cluster.admin.patch('/api/v1/namespaces/default', {
      metadata: { labels: { watched: 'yes' } },
    });
    await cluster.admin.post('/api/v1/namespaces/default/serviceaccounts', {
      metadata: { name: 'a' },
    });
    await post('b');
    await cluster.admin.patch(`${maps}/b`, { data: { a: '1' } });
    expect(
      webhook.asked.map(({ operation, name }) => `${operation} ${name}`),
    ).toEqual(['CREATE b', 'UPDATE b']);
  });

  it('refuses when a webhook that must be asked is down, and goes on without one that need not', async () => {
    await register('Validating');
    await webhook.listener.close();
    const refused = await post('a');
    expect(refused.status).toBe(500);
    expect(at(refused.body, 'message')).toMatch(
      /^Internal error occurred: failed calling webhook "look.example.com": failed to call webhook: Post "http:.*timeout=10s": dial tcp .*: connect: connection refused$/,
    );

    // Its configuration can still be mended.
    const path = `${configurations}/validatingwebhookconfigurations/validating-test`;
    expect((await cluster.admin.delete(path)).status).toBe(200);
    await register('Validating', { failurePolicy: 'Ignore' });
    expect((await post('a')).status).toBe(201);
  });

  it('loses no change that somebody makes while a webhook is being asked', async () => {
    await post('a', { kept: '0' });
    await register('Validating');
    webhook.answer = async ({ object }) => {
      const { data } = object as { data?: Record<string, string> };
      if (data?.slow === '1' && webhook.asked.length === 1) {
        await cluster.admin.patch(`${maps}/a`, { data: { kept: '1' } });
      }
      return {};
    };

    const slow = await cluster.admin.patch(`${maps}/a`, {
      data: { slow: '1' },
    });
    expect(slow.body).toMatchObject({ data: { slow: '1', kept: '1' } });
  });
});
