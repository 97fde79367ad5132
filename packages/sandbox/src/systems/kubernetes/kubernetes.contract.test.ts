import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeContracts } from '../../contracts/describeContracts';
import { DocumentStore } from '../../state/DocumentStore';
import { KubernetesOptions, startKubernetes } from './index';
import { formatContinueToken } from './storage/continueToken';
import { startTokenProxy } from './testing/startTokenProxy';

const admin = 'token-of-admin';
const jane = 'token-of-jane';

/** What a scenario's own notes say was different when it was recorded. */
const circumstances: Record<string, Partial<KubernetesOptions>> = {
  '03-crud': { controllers: false },
  '04-server-side-apply': { controllers: false },
  '06-watch': { timing: { secondMs: 20 } },
  '13-workloads': {
    readLog: ({ now }) =>
      ['line one', 'line two'].map(text => ({ time: now, text })),
  },
};

/**
 * When exchanges were recorded, where an answer tells: an age in a table, the
 * hash of a template with a time in it, an answer that is compared by bytes.
 */
const moments: Record<string, Record<number, string>> = {
  '06-watch': { 0: '2026-11-24T00:00:00Z', 21: '2026-11-24T00:01:23Z' },
  '08-kubectl': {
    0: '2026-11-24T01:58:18Z',
    15: '2026-11-24T01:58:19.300Z',
    20: '2026-11-24T01:58:20.300Z',
    35: '2026-11-24T01:58:21Z',
    50: '2026-11-24T01:58:22.500Z',
    57: '2026-11-24T01:58:24Z',
    59: '2026-11-24T01:58:24Z',
  },
};

/** kubectl had these in its cache and asked whether they had changed. */
const revalidated: Record<string, number[]> = { '08-kubectl': [8, 40] };

/** The resourceVersion before an exchange whose follower names its own as a number. */
const resourceVersions: Record<string, Record<number, number>> = {
  '08-kubectl': { 42: 4237 },
};

/** The real time, until it is stopped at another. */
class TestClock {
  #stoppedAt: Date | undefined;

  now = (): Date => this.#stoppedAt ?? new Date();

  stopAt(time: string): void {
    this.#stoppedAt = new Date(time);
  }
}

/** What others do in the cluster while a scenario is played. */
class OtherWriter {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async create(path: string, object: object): Promise<void> {
    await this.#send('POST', path, object, 'application/json');
  }

  async makeExpendable(namespace: string, pod: string): Promise<void> {
    const annotations = { 'controller.kubernetes.io/pod-deletion-cost': '-1' };
    await this.#send(
      'PATCH',
      `/api/v1/namespaces/${namespace}/pods/${pod}`,
      { metadata: { annotations } },
      'application/merge-patch+json',
    );
  }

  /** Changes a ConfigMap until the cluster is at this resourceVersion. */
  async writeUntil(resourceVersion: number): Promise<void> {
    const path = '/api/v1/namespaces/default/configmaps/others';
    for (let at = 0; at < resourceVersion; ) {
      const written = await this.#send(
        'PATCH',
        `${path}?fieldManager=others`,
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'others' },
          data: { at: String(at) },
        },
        'application/apply-patch+yaml',
      );
      at = Number(written.metadata.resourceVersion);
    }
  }

  async #send(method: string, path: string, body: object, type: string) {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: { authorization: `Bearer ${admin}`, 'content-type': type },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

/** The nodes of the lab: a tag has a digest that is made from its name. */
const resolveImage: KubernetesOptions['resolveImage'] = async image =>
  image.includes('does-not-exist')
    ? { result: 'failed', message: 'not found' }
    : {
        result: 'found',
        digest:
          image.split('@')[1] ??
          `sha256:${createHash('sha256').update(image).digest('hex')}`,
      };

/** A cluster that is not young any more. */
function startAt(directory: string, resourceVersion: number): void {
  const documents = DocumentStore.open(join(directory, 'state.sqlite'));
  documents.put('kubernetes', 'resourceVersion', resourceVersion);
  documents.close();
}

describeContracts({
  system: 'kubernetes',
  start: async scenario => {
    const directory = mkdtempSync(join(tmpdir(), 'kubernetes-contract-'));
    if (resourceVersions[scenario]) startAt(directory, 4000);
    const clock = new TestClock();
    const start = moments[scenario]?.[0];
    if (start) clock.stopAt(start);
    const kubernetes = await startKubernetes({
      directory,
      now: clock.now,
      tokens: [
        { token: admin, username: 'admin', groups: ['system:masters'] },
        { token: jane, username: 'jane', groups: ['developers'] },
      ],
      resolveImage,
      ...circumstances[scenario],
    });
    const others = new OtherWriter(kubernetes.url);
    // What kubectl sent was recorded behind a proxy that knew the token.
    const proxy =
      scenario === '08-kubectl'
        ? await startTokenProxy({ target: kubernetes.url, token: admin })
        : undefined;
    if (proxy) {
      await others.create('/api/v1/namespaces', {
        metadata: { name: 'kubectl' },
      });
    }
    return {
      bases: { kubernetes: proxy?.url ?? kubernetes.url },
      given: {
        'token-admin': admin,
        'token-jane': jane,
        'continue-expired': formatContinueToken({
          resourceVersion: 7,
          after: 'lists/c2',
        }),
      },
      before: async ({ index, value }) => {
        // The recorder was slower than any controller.
        await kubernetes.idle();
        // Which of two equal Pods goes is chance; it has to be the one that went.
        if (scenario === '13-workloads' && index === 21) {
          await others.makeExpendable('work', value('pod-3')!);
        }
        const moment = moments[scenario]?.[index];
        if (moment) clock.stopAt(moment);
        if (revalidated[scenario]?.includes(index)) proxy?.revalidateNext();
        const resourceVersion = resourceVersions[scenario]?.[index];
        if (resourceVersion) {
          await others.writeUntil(resourceVersion);
        }
        return {
          time: clock
            .now()
            .toISOString()
            .replace(/\.\d+Z/, 'Z'),
        };
      },
      audit: () => kubernetes.auditLog(),
      close: async () => {
        await proxy?.close();
        await kubernetes.close();
        rmSync(directory, { recursive: true });
      },
    };
  },
  partlyRecorded: { '01-discovery': [8, 10, 13] },
  notCovered: {
    '01-discovery': {
      13: 'the recording keeps ten of the paths and does not say so',
    },
    '08-kubectl': {
      1: 'asks for a hash of the bytes that the recorded server generated; an unknown one is redirected, as there',
      3: 'the ETag covers groups of the lab that were not recorded',
      42: 'shows the status between two writes of the controller, whose client was waiting for its rate limit',
      43: 'as 42',
    },
    '09-audit': {
      2: 'as 08-kubectl 42',
      5: 'the Impersonate-User header of the request was not recorded',
    },
    '13-workloads': {
      10: "names the lab's host, and shows in which order scheduler and controllers happened to write",
      15: 'a message of kwok about its own file; here it is what a kubelet says',
    },
    '15-failing-workload': {
      8: 'an event of kwok; here it is what a kubelet writes',
    },
  },
  minimum: 0.95,
});
