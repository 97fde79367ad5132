import { isDeepStrictEqual } from 'node:util';
import type { Faults } from '../../../faults/Faults';
import type {
  Informer,
  ObjectChange,
} from '../../../kubernetes-client/Informer';
import {
  KubernetesClient,
  KubernetesError,
} from '../../../kubernetes-client/KubernetesClient';
import {
  KubernetesObject,
  keyOf,
  keyText,
} from '../../../kubernetes-client/KubernetesObject';
import { resourcePath } from '../../../kubernetes-client/resourcePath';
import { WorkQueue } from '../../../kubernetes-client/WorkQueue';
import { isDown } from '../../../operators/isDown';
import { watchKind } from '../../../operators/watchKind';
import {
  namespaceKind,
  WatchedKind,
  workloadKinds,
} from '../../../operators/workloadKinds';
import type { RuleResult } from '../engine/RuleResult';
import { policyReport } from '../kinds';
import type { PolicyIndex } from '../policy/PolicyIndex';
import { buildReport } from './buildReport';

/** Several changes of one moment become one scan. */
const settleMs = 200;
const retryMs = 1_000;
const concurrency = 4;

type Source = { kind: WatchedKind; informer: Informer };

/** The background scan: keeps one PolicyReport for each workload that a policy is about. */
export class Scanner {
  readonly #client: KubernetesClient;
  readonly #policies: PolicyIndex;
  readonly #namespaces: Informer;
  readonly #faults: Faults;
  readonly #now: () => Date;
  readonly #sources: Source[];
  readonly #reports: Informer;
  readonly #queue: WorkQueue;

  constructor(options: {
    client: KubernetesClient;
    policies: PolicyIndex;
    faults: Faults;
    now: () => Date;
  }) {
    this.#client = options.client;
    this.#policies = options.policies;
    this.#faults = options.faults;
    this.#now = options.now;
    this.#queue = new WorkQueue({
      concurrency,
      work: key => this.#work(key),
    });
    this.#sources = workloadKinds.map(kind => ({
      kind,
      informer: watchKind(this.#client, kind, change => this.#take(change)),
    }));
    this.#namespaces = watchKind(this.#client, namespaceKind, change => {
      if (labelsChanged(change)) this.rescan(change.after?.metadata.name);
    });
    this.#reports = watchKind(this.#client, policyReport, change =>
      this.#takeReport(change),
    );
  }

  /** Settles when everything was read once. */
  async start(): Promise<void> {
    const informers = [
      this.#namespaces,
      this.#reports,
      ...this.#sources.map(({ informer }) => informer),
    ];
    informers.forEach(informer => informer.start());
    await Promise.all(informers.map(({ synced }) => synced));
  }

  async stop(): Promise<void> {
    await this.#queue.stop();
    await this.#namespaces.stop();
    await this.#reports.stop();
    await Promise.all(this.#sources.map(({ informer }) => informer.stop()));
  }

  /** As the cluster last told of it. */
  namespace(name: string): KubernetesObject | undefined {
    return this.#namespaces.get(
      keyText({ group: '', kind: 'Namespace', namespace: '', name }),
    );
  }

  /** Holds every workload against the policies again, or those of one namespace. */
  rescan(namespace?: string): void {
    for (const { informer } of this.#sources) {
      for (const object of informer.values()) {
        if (namespace && object.metadata.namespace !== namespace) continue;
        this.#queue.add(keyText(keyOf(object)), settleMs);
      }
    }
  }

  #take({ before, after }: ObjectChange): void {
    if (!after || (before && !isWorthScanning(before, after))) return;
    this.#queue.add(keyText(keyOf(after)), settleMs);
  }

  /** A report that somebody deleted is written again. */
  #takeReport({ before, after }: ObjectChange): void {
    if (after || !before?.scope) return;
    const { kind, namespace, name } = before.scope;
    const source = this.#sources.find(each => each.kind.kind === kind);
    if (!source) return;
    const { group } = source.kind;
    this.#queue.add(keyText({ group, kind, namespace, name }), settleMs);
  }

  async #work(key: string): Promise<void> {
    if (isDown(this.#faults)) {
      this.#queue.add(key, retryMs);
      return;
    }
    try {
      await this.#scan(key);
    } catch (error) {
      // Gone, or written by somebody else meanwhile: what comes of it is told by the watch.
      const isLost =
        KubernetesError.isNotFound(error) || KubernetesError.isConflict(error);
      if (!isLost) this.#queue.add(key, retryMs);
    }
  }

  async #scan(key: string): Promise<void> {
    const source = this.#sources.find(({ informer }) => informer.get(key));
    const object = source?.informer.get(key);
    if (!source || !object || object.metadata.deletionTimestamp) return;
    if (!this.namespace(object.metadata.namespace!)) {
      // Its labels decide which policies hold; the watch tells of it in a moment.
      this.#queue.add(key, settleMs);
      return;
    }
    const results = this.#evaluate(source.kind, object);
    const { uid, namespace } = object.metadata;
    const before = this.#reports.get(
      keyText({
        group: policyReport.group,
        kind: policyReport.kind,
        namespace: namespace ?? '',
        name: uid!,
      }),
    );
    const path = resourcePath(policyReport, { namespace });
    if (results.length === 0) {
      if (before) await this.#client.delete(`${path}/${uid}`);
      return;
    }
    const report = buildReport(object, results, { before, now: this.#now() });
    if (!before) {
      this.#reports.observe(await this.#client.create(path, report));
    } else if (!isDeepStrictEqual(before.results, report.results)) {
      const { resourceVersion } = before.metadata;
      const written = await this.#client.update(`${path}/${uid}`, {
        ...report,
        metadata: { ...report.metadata, resourceVersion },
      });
      this.#reports.observe(written);
    }
  }

  #evaluate(kind: WatchedKind, object: KubernetesObject): RuleResult[] {
    const { group, version, plural } = kind;
    const subject = {
      object,
      group,
      version,
      resource: plural,
      operation: 'CREATE' as const,
      namespace: this.namespace(object.metadata.namespace ?? ''),
    };
    return [
      ...this.#policies.evaluate(subject),
      ...this.#policies.evaluateClusterPolicies(subject, 'background'),
    ].sort(byPolicy);
  }
}

function byPolicy(a: RuleResult, b: RuleResult): number {
  const text = ({ policy, rule = '' }: RuleResult) => `${policy} ${rule}`;
  return text(a) < text(b) ? -1 : 1;
}

function labelsChanged({ before, after }: ObjectChange): boolean {
  return (
    before !== undefined &&
    !isDeepStrictEqual(before.metadata.labels, after?.metadata.labels)
  );
}

/** A new status changes nothing that policies look at. */
function isWorthScanning(
  before: KubernetesObject,
  after: KubernetesObject,
): boolean {
  return (
    before.metadata.uid !== after.metadata.uid ||
    before.metadata.generation !== after.metadata.generation ||
    !isDeepStrictEqual(before.metadata.labels, after.metadata.labels) ||
    !isDeepStrictEqual(before.metadata.annotations, after.metadata.annotations)
  );
}
