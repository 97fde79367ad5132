import { TestDatabases } from '@backstage/backend-test-utils';
import { digestOf, verifyEvidence } from '@portolan/image-trust';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { generateKeyPairSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SyncStatusStore } from '@portolan/plugin-workloads-node';
import { podOf } from '../../__testUtils__/kubernetesObjects';
import { shop, TestFleet } from '../../__testUtils__/TestFleet';
import { ImageQueue } from '../../database/ImageQueue';
import { ReloadPolicyTask } from '../../tasks/ReloadPolicyTask';
import { ImageInspector } from './ImageInspector';
import { PolicySource } from './PolicySource';

const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ format: 'pem', type: 'spki' })
  .toString()
  .replace(/\n(?=.)/g, '\n          ');

const policy = (name: string) => `apiVersion: image-trust.portolan.dev/v1
kind: ImageTrustPolicy
trustDomains:
  - name: ours
    keys:
      - name: release
        pem: |
          ${pem}
identities:
  - { name: ci, trustDomain: ours, key: release }
rules:
  - { name: ${name}, match: { images: [registry.example.com/**] }, signed: { by: [ci] } }
`;

async function policyFile() {
  const directory = await mkdtemp(join(tmpdir(), 'policy-'));
  const path = join(directory, 'image-trust.yaml');
  await writeFile(path, policy('first'));
  return { path, directory };
}

describe('ImageInspector', () => {
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: `sha256:${'0'.repeat(64)}`,
      size: 2,
    },
    layers: [],
  });
  const digest = digestOf(Buffer.from(manifest));

  it('reads a registry with its credentials, and no other with them', async () => {
    const seen: [string, boolean][] = [];
    const inspector = new ImageInspector({
      registries: [
        {
          host: 'registry.example.com',
          username: 'portal',
          password: 'secret',
          realms: [],
        },
      ],
      plainHttp: [],
      verifier: {
        verify: async (evidence, options) => verifyEvidence(evidence, options),
      },
      fetch: async (input, init) => {
        const { host, pathname } = new URL(String(input));
        const isKnown = new Headers(init?.headers).has('authorization');
        seen.push([host, isKnown]);
        if (!isKnown) {
          return new Response('', {
            status: 401,
            headers: { 'www-authenticate': 'Basic realm="x"' },
          });
        }
        return pathname.endsWith(digest) && pathname.includes('/manifests/')
          ? new Response(manifest)
          : new Response('{}', { status: 404 });
      },
    });
    const source = await PolicySource.load(await policyFile());
    const inspect = (host: string) =>
      inspector.inspect(`${host}/acme/shop@${digest}`, { trust: source.trust });

    const ours = await inspect('registry.example.com');
    expect(ours).toMatchObject({ digest, items: [], complete: true });
    const other = await inspect('other.example.com');
    expect(other.complete).toBe(false);
    expect(other.unreadable.map(({ code }) => code)).toContain('DENIED');
    expect(
      seen.some(([host, known]) => host === 'other.example.com' && known),
    ).toBe(false);
  });
});

describe('ReloadPolicyTask', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  it('takes a changed policy, and keeps the last good one when it broke', async () => {
    const database = await databases.init('SQLITE_3');
    const fleet = await TestFleet.create(database);
    await fleet.components(shop);
    await fleet.tell('pods', { upserts: [podOf({ kubernetesId: 'shop' })] });
    const { path, directory } = await policyFile();
    const source = await PolicySource.load({ path, directory });
    const status = new SyncStatusStore(database);
    const task = new ReloadPolicyTask({
      source,
      queue: new ImageQueue(database),
      status,
      now: () => fleet.now,
    });
    await task.run();
    await fleet.settle();
    await task.run();
    expect(await fleet.judge()).toBe(0);

    await writeFile(path, policy('second'));
    await task.run();
    expect(source.policy.rules[0].name).toBe('second');
    expect(await fleet.judge()).toBe(1);

    await writeFile(path, 'kind: broken');
    await expect(task.run()).rejects.toThrow('supplyChain.policy:');
    expect(source.policy.rules[0].name).toBe('second');
    expect(await status.list()).toMatchObject([
      { kind: 'policy', state: 'unreachable' },
    ]);
  });
});
