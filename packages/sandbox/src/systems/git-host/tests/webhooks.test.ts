import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import { listen, Listener } from '../../../http/listen';
import { GitClient, withCredentials } from './GitClient';
import { password, TestGitHost } from './TestGitHost';

type Received = {
  event: string;
  signature: string;
  target: string;
  raw: string;
};

/** Collects what is delivered, and waits for as many deliveries as a test expects. */
class Receiver {
  readonly received: Received[] = [];
  readonly #arrivals = new EventEmitter();
  #listener?: Listener;

  async start(): Promise<void> {
    this.#listener = await listen((req, res) => {
      let raw = '';
      req.setEncoding('utf8');
      req.on('data', chunk => {
        raw += chunk;
      });
      req.on('end', () => {
        this.received.push({
          raw,
          event: String(req.headers['x-gitea-event-type']),
          signature: String(req.headers['x-gitea-signature']),
          target: String(req.headers['x-gitea-hook-installation-target-type']),
        });
        res.end();
        this.#arrivals.emit('delivery');
      });
    });
  }

  get url(): string {
    return this.#listener!.url;
  }

  async waitFor(count: number): Promise<Received[]> {
    while (this.received.length < count) {
      await once(this.#arrivals, 'delivery');
    }
    return this.received.splice(0);
  }

  close(): Promise<void> {
    return this.#listener!.close();
  }
}

describe('webhooks', () => {
  let host: TestGitHost;
  let receiver: Receiver;
  let git: GitClient;

  beforeEach(async () => {
    host = await TestGitHost.start();
    receiver = new Receiver();
    await receiver.start();
    git = new GitClient();
    await host.createRepository('r');
  });

  afterEach(async () => {
    await host.close();
    await receiver.close();
    git.remove();
  });

  const makeHook = (path: string, more: object = {}) =>
    host.api<{ id: number }>('POST', `${path}/hooks`, {
      body: {
        type: 'gitea',
        active: true,
        events: ['push', 'create', 'delete', 'pull_request'],
        config: { url: receiver.url, content_type: 'json', secret: 's' },
        ...more,
      },
    });

  it('of an organisation hear of a push with git, to a new branch and away from it', async () => {
    await makeHook('/orgs/shop');
    const url = withCredentials(`${host.url}/shop/r.git`, 'portal', password);
    await git.run(['clone', url, 'c']);
    const commit = await git.commit('c', 'a.txt', 'a\n', 'A');
    await git.run(['push', url, 'HEAD:main', 'HEAD:refs/heads/b'], 'c');
    await git.run(['push', url, ':b'], 'c');

    const received = await receiver.waitFor(4);
    expect(received.map(({ event }) => event)).toEqual([
      'push',
      'create',
      'push',
      'delete',
    ]);
    const [push] = received;
    expect(push.target).toBe('organization');
    expect(push.signature).toBe(
      createHmac('sha256', 's').update(push.raw).digest('hex'),
    );
    expect(JSON.parse(push.raw)).toMatchObject({
      ref: 'refs/heads/main',
      after: commit,
      total_commits: 1,
      commits: [{ id: commit, added: ['a.txt'] }],
      pusher: { login: 'portal' },
    });
  });

  it('of a repository hear of branches that they ask for, and of nothing once deleted', async () => {
    const { body: hook } = await makeHook('/repos/shop/r', {
      branch_filter: 'release/*',
    });
    await host.createFile('r', 'a.txt', 'a\n');
    await host.createFile('r', 'b.txt', 'b\n', { new_branch: 'release/1' });
    const [first] = await receiver.waitFor(2);
    expect(JSON.parse(first.raw)).toMatchObject({ ref: 'release/1' });

    await host.api('DELETE', `/repos/shop/r/hooks/${hook.id}`);
    await makeHook('/repos/shop/r');
    await host.createFile('r', 'c.txt', 'c\n', { branch: 'release/1' });
    expect(await receiver.waitFor(1)).toHaveLength(1);
  });

  it('hear of a pull request’s new commits', async () => {
    await host.createFile('r', 'a.txt', 'a\n', { new_branch: 'b' });
    await makeHook('/repos/shop/r', { events: ['pull_request'] });
    await host.api('POST', '/repos/shop/r/pulls', {
      body: { title: 'B', head: 'b', base: 'main' },
    });
    await host.createFile('r', 'c.txt', 'c\n', { branch: 'b' });
    const received = await receiver.waitFor(2);
    expect(received.map(({ raw }) => JSON.parse(raw).action)).toEqual([
      'opened',
      'synchronized',
    ]);
  });

  it('that nobody answers hold nothing up', async () => {
    await makeHook('/repos/shop/r', {
      config: { url: 'http://127.0.0.1:9/', content_type: 'json' },
    });
    expect((await host.createFile('r', 'a.txt', 'a\n')).status).toBe(201);
  });
});
