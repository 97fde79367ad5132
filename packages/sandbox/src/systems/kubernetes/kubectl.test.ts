import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubectlLayer } from '../../tools/kubectlLayer';
import { KubernetesStandIn, startKubernetes } from './index';

const deployment = (options: { image: string; replicas: number }) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: quote-api
  labels: {app: quote-api}
spec:
  replicas: ${options.replicas}
  selector: {matchLabels: {app: quote-api}}
  template:
    metadata: {labels: {app: quote-api}}
    spec:
      containers:
      - {name: web, image: "${options.image}", ports: [{containerPort: 8080}]}
`;

/** The real client against the stand-in: what people and scripts do. */
describe('kubectl', () => {
  let directory: string;
  let kubernetes: KubernetesStandIn;
  let kubectl: string;

  beforeAll(async () => {
    ({ kubectl } = await kubectlLayer());
    directory = mkdtempSync(join(tmpdir(), 'kubectl-'));
    kubernetes = await startKubernetes({
      directory: join(directory, 'state'),
      name: 'nonprod',
      tls: true,
      tokens: [
        { token: 'admin', username: 'admin', groups: ['system:masters'] },
        { token: 'jane', username: 'jane', groups: ['developers'] },
      ],
    });
    for (const user of ['admin', 'jane']) {
      writeFileSync(
        join(directory, `${user}.kubeconfig`),
        kubernetes.kubeconfig(user),
      );
    }
    await run(['create', 'namespace', 'shop']);
  }, 60_000);
  afterAll(async () => {
    await kubernetes.close();
    rmSync(directory, { recursive: true });
  });

  function environment(user: string) {
    return {
      ...process.env,
      HOME: directory,
      KUBECONFIG: join(directory, `${user}.kubeconfig`),
    };
  }

  /** What it says, also when it fails. */
  function run(
    args: string[],
    options: { input?: string; user?: string; editor?: string } = {},
  ): Promise<{ code: number; output: string }> {
    return new Promise(resolve => {
      const child = execFile(
        kubectl,
        args,
        {
          env: {
            ...environment(options.user ?? 'admin'),
            KUBE_EDITOR: options.editor ?? 'false',
          },
        },
        (error, stdout, stderr) =>
          resolve({
            code: error ? Number(error.code) : 0,
            output: `${stdout}${stderr}`.trim(),
          }),
      );
      child.stdin!.end(options.input);
    });
  }

  const apply = (options: { image: string; replicas: number }) =>
    run(['apply', '-n', 'shop', '-f', '-'], { input: deployment(options) });
  const imageNow = async () =>
    (
      await run([
        'get',
        'deployment/quote-api',
        '-n=shop',
        '-o=jsonpath={.spec.template.spec.containers[0].image}',
      ])
    ).output;

  it('applies, again and changed, and waits for the roll-out', async () => {
    expect(await apply({ image: 'quote-api:1', replicas: 2 })).toEqual({
      code: 0,
      output: 'deployment.apps/quote-api created',
    });
    expect((await apply({ image: 'quote-api:1', replicas: 2 })).output).toBe(
      'deployment.apps/quote-api unchanged',
    );
    expect((await apply({ image: 'quote-api:2', replicas: 2 })).output).toBe(
      'deployment.apps/quote-api configured',
    );

    const status = await run([
      'rollout',
      'status',
      '-n=shop',
      'deploy/quote-api',
    ]);
    expect(status.output).toContain(
      'deployment "quote-api" successfully rolled out',
    );
    const pods = await run(['get', 'pods', '-n=shop', '--no-headers']);
    expect(pods.output.split('\n').map(line => line.split(/ +/)[2])).toEqual([
      'Running',
      'Running',
    ]);
  });

  it('edits', async () => {
    const edited = await run(['edit', '-n=shop', 'deployment/quote-api'], {
      editor: "sed -i -e 's/quote-api:2/quote-api:3/'",
    });

    expect(edited.output).toBe('deployment.apps/quote-api edited');
    expect(await imageNow()).toBe('quote-api:3');
    const line = kubernetes
      .auditLog()
      .map(text => JSON.parse(text))
      .find(event => event.requestURI.includes('fieldManager=kubectl-edit'));
    expect(line).toMatchObject({
      verb: 'patch',
      user: { username: 'admin' },
      objectRef: { resource: 'deployments', name: 'quote-api' },
    });
  });

  it('watches what another kubectl does', async () => {
    const watch = spawn(
      kubectl,
      ['get', 'configmaps', '-n=shop', '--watch', '--no-headers', '-o=name'],
      { env: environment('admin') },
    );
    const seen = new Promise<string>(resolve => {
      let output = '';
      watch.stdout.on('data', chunk => {
        output += chunk;
        if (output.includes('later')) resolve(output);
      });
    });

    await run([
      'create',
      'configmap',
      'later',
      '-n=shop',
      '--from-literal=a=b',
    ]);

    expect(await seen).toContain('configmap/later\n');
    watch.kill();
    await new Promise(resolve => watch.on('close', resolve));
  });

  it('scales, sets an image, labels, patches and restarts', async () => {
    const outputs = [
      await run(['scale', '-n=shop', 'deployment/quote-api', '--replicas=1']),
      await run([
        'set',
        'image',
        '-n=shop',
        'deployment/quote-api',
        'web=quote-api:4',
      ]),
      await run([
        'label',
        '-n=shop',
        'deployment/quote-api',
        'touched=by-hand',
      ]),
      await run([
        'patch',
        '-n=shop',
        'deployment/quote-api',
        '-p={"metadata":{"annotations":{"note":"x"}}}',
      ]),
      await run(['rollout', 'restart', '-n=shop', 'deployment/quote-api']),
    ];

    expect(outputs.map(({ output }) => output)).toEqual([
      'deployment.apps/quote-api scaled',
      'deployment.apps/quote-api image updated',
      'deployment.apps/quote-api labeled',
      'deployment.apps/quote-api patched',
      'deployment.apps/quote-api restarted',
    ]);
    expect(await imageNow()).toBe('quote-api:4');
  });

  it('applies server-side, and is told of conflicts', async () => {
    const args = ['apply', '--server-side', '-n=shop', '-f=-'];
    const input = deployment({ image: 'quote-api:5', replicas: 1 });

    const refused = await run(args, { input });
    const forced = await run([...args, '--force-conflicts'], { input });

    expect(refused.code).toBe(1);
    expect(refused.output).toContain(
      'conflict with "kubectl-set" using apps/v1: .spec.template.spec.containers[name="web"].image',
    );
    expect(forced.output).toBe('deployment.apps/quote-api serverside-applied');
    expect(await imageNow()).toBe('quote-api:5');
  });

  it('finds out who may do what', async () => {
    const canDelete = (user: string) =>
      run(['auth', 'can-i', 'delete', 'pods', '-n=shop'], { user });

    expect(
      (await run(['auth', 'whoami', '-o=jsonpath={.status.userInfo.username}']))
        .output,
    ).toBe('admin');
    expect((await canDelete('admin')).output).toBe('yes');
    expect((await canDelete('jane')).output).toContain('no');
    expect(
      (await run(['get', 'pods', '-n=shop'], { user: 'jane' })).output,
    ).toBe(
      'Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "shop"',
    );

    await run([
      'create',
      'rolebinding',
      'jane',
      '-n=shop',
      '--clusterrole=edit',
      '--user=jane',
    ]);

    expect((await canDelete('jane')).output).toBe('yes');
  });

  it('deletes, down to the Pods', async () => {
    const deleted = await run(['delete', '-n=shop', 'deployment/quote-api']);

    expect(deleted.output).toContain('deployment.apps "quote-api" deleted');
    await kubernetes.idle();
    const left = await run(['get', 'replicasets,pods', '-n=shop']);
    expect(left.output).toBe('No resources found in shop namespace.');
    const namespace = await run(['delete', 'namespace', 'shop']);
    expect(namespace.output).toContain('namespace "shop" deleted');
  });
});
