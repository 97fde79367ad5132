import { setTimeout as delay } from 'node:timers/promises';
import type { Faults } from '../../faults/Faults';
import type { Informer, ObjectChange } from '../../kubernetes-client/Informer';
import {
  KubernetesClient,
  KubernetesError,
} from '../../kubernetes-client/KubernetesClient';
import {
  keyOf,
  keyText,
  KubernetesObject,
} from '../../kubernetes-client/KubernetesObject';
import { resourcePath } from '../../kubernetes-client/resourcePath';
import { WorkQueue } from '../../kubernetes-client/WorkQueue';
import { isDown } from '../../operators/isDown';
import { watchKind } from '../../operators/watchKind';
import { WatchedKind, workloadKinds } from '../../operators/workloadKinds';
import type { ImageReader } from './image/ImageReader';
import { parseImage } from './image/parseImage';
import { ImageError } from './image/RegistryReader';
import {
  configAuditReport as configAuditKind,
  imageReportKinds,
} from './kinds';
import { configAuditReport } from './reports/configAudit';
import {
  exposedSecretReport,
  sbomReport,
  vulnerabilityReport,
} from './reports/imageReports';
import {
  reportMetadata,
  specHashLabel,
  ttlAnnotation,
} from './reports/reportMetadata';
import { formatDuration, parseDuration } from './reports/ttl';
import {
  Target,
  TargetContainer,
  templateAnnotations,
  toTarget,
} from './targets/Target';

const settleMs = 200;
const retryMs = 5_000;
const scanJobsConcurrentLimit = 10;

/** A Pod template with this annotation has images whose scan never ends well. */
const scanAnnotation = 'sandbox.portolan.io/scan';

const content = {
  VulnerabilityReport: vulnerabilityReport,
  ExposedSecretReport: exposedSecretReport,
  SbomReport: sbomReport,
};

/** Keeps reports for every workload: writes them when they are missing, and deletes them when their time is over. */
export class Operator {
  readonly #client: KubernetesClient;
  readonly #images: ImageReader;
  readonly #faults: Faults;
  readonly #now: () => Date;
  readonly #scanMs: number;
  readonly #ttlMs: number;
  readonly #copiedLabels: readonly string[];
  readonly #sources: Informer[];
  readonly #reports: Map<WatchedKind, Informer>;
  readonly #queue: WorkQueue;

  constructor(options: {
    client: KubernetesClient;
    images: ImageReader;
    faults: Faults;
    now: () => Date;
    scanMs: number;
    reportTtlMs: number;
    copiedLabels: readonly string[];
  }) {
    const { client } = options;
    this.#client = client;
    this.#images = options.images;
    this.#faults = options.faults;
    this.#now = options.now;
    this.#scanMs = options.scanMs;
    this.#ttlMs = options.reportTtlMs;
    this.#copiedLabels = options.copiedLabels;
    this.#queue = new WorkQueue({
      concurrency: scanJobsConcurrentLimit,
      work: key => this.#work(key),
    });
    this.#sources = workloadKinds.map(kind =>
      watchKind(client, kind, change => this.#take(change)),
    );
    this.#reports = new Map(
      [...imageReportKinds, configAuditKind].map(kind => [
        kind,
        watchKind(client, kind, change => this.#takeReport(change)),
      ]),
    );
  }

  /** Settles when everything was read once. */
  async start(): Promise<void> {
    const informers = [...this.#reports.values(), ...this.#sources];
    informers.forEach(informer => informer.start());
    await Promise.all(informers.map(({ synced }) => synced));
  }

  async stop(): Promise<void> {
    await this.#queue.stop();
    const informers = [...this.#reports.values(), ...this.#sources];
    await Promise.all(informers.map(informer => informer.stop()));
  }

  /** Deletes the reports whose time is over; what is still there is scanned again. */
  async expire(): Promise<void> {
    if (isDown(this.#faults)) return;
    for (const [kind, informer] of this.#reports) {
      for (const report of [...informer.values()]) {
        const { name, namespace, annotations } = report.metadata;
        const ttl = parseDuration(annotations?.[ttlAnnotation]);
        const written = Date.parse(report.report?.updateTimestamp);
        if (ttl === undefined || written + ttl > this.#now().getTime())
          continue;
        await this.#client
          .delete(resourcePath(kind, { namespace, name }))
          .catch(ignoreMissing);
      }
    }
  }

  #take({ before, after }: ObjectChange): void {
    const changed = after ?? before;
    if (!changed) return;
    if (changed.kind === 'Deployment') {
      // Which of its ReplicaSets is the current one may have changed.
      for (const each of this.#find('ReplicaSet').values()) {
        const owner = each.metadata.ownerReferences?.[0];
        if (owner?.uid === changed.metadata.uid) this.#add(each);
      }
    } else if (
      after &&
      before?.metadata.generation !== after.metadata.generation
    ) {
      this.#add(after);
    } else if (after?.kind === 'ReplicaSet') {
      this.#add(after);
    }
  }

  #takeReport({ before, after }: ObjectChange): void {
    const owner = before?.metadata.ownerReferences?.[0];
    if (after || !before || !owner) return;
    const { namespace = '' } = before.metadata;
    const { apiVersion, kind, name } = owner;
    const metadata = { name, namespace };
    this.#add({ apiVersion, kind, metadata });
  }

  #add(object: KubernetesObject): void {
    this.#queue.add(keyText(keyOf(object)), settleMs);
  }

  async #work(key: string): Promise<void> {
    if (isDown(this.#faults)) {
      this.#queue.add(key, 1_000);
      return;
    }
    try {
      await this.#reconcile(key);
    } catch (error) {
      const isLost =
        KubernetesError.isNotFound(error) || KubernetesError.isConflict(error);
      if (!isLost) this.#queue.add(key, retryMs);
    }
  }

  async #reconcile(key: string): Promise<void> {
    const object = this.#sources
      .map(informer => informer.get(key))
      .find(each => each !== undefined);
    if (!object || object.metadata.deletionTimestamp) return;
    const target = toTarget(object, (kind, namespace, name) =>
      [...this.#find(kind).values()].find(
        ({ metadata }) =>
          metadata.name === name && metadata.namespace === namespace,
      ),
    );
    if (!target) return;
    await this.#audit(target);
    if (templateAnnotations(target)[scanAnnotation] === 'too-large') return;
    for (const container of target.containers) {
      await this.#scan(target, container);
    }
  }

  async #audit(target: Target): Promise<void> {
    const metadata = this.#metadataOf(target);
    await this.#write(configAuditKind, {
      apiVersion: `${configAuditKind.group}/${configAuditKind.version}`,
      kind: configAuditKind.kind,
      metadata,
      report: configAuditReport(target, this.#now()),
    });
  }

  async #scan(target: Target, container: TargetContainer): Promise<void> {
    const metadata = this.#metadataOf(target, container.name);
    const missing = imageReportKinds.filter(
      kind => !this.#isThere(kind, metadata),
    );
    const name = parseImage(container.image);
    if (missing.length === 0 || !name) return;
    const image = await this.#images.read(container.image).catch(error => {
      // Such a scan job fails; the operator tries again when something changes.
      if (error instanceof ImageError) return undefined;
      throw error;
    });
    if (!image) return;
    await delay(this.#scanMs);
    for (const kind of missing) {
      const build = content[kind.kind as keyof typeof content];
      await this.#write(kind, {
        apiVersion: `${kind.group}/${kind.version}`,
        kind: kind.kind,
        metadata,
        report: build({ name, content: image }, this.#now()),
      });
    }
  }

  #metadataOf(target: Target, container?: string) {
    return reportMetadata(target, {
      container,
      copiedLabels: this.#copiedLabels,
      ttl: formatDuration(this.#ttlMs),
    });
  }

  /** Whether there is a report on the workload as it is now. */
  #isThere(kind: WatchedKind, metadata: KubernetesObject['metadata']): boolean {
    const known = this.#known(kind, metadata)?.metadata;
    return (
      known !== undefined &&
      known.labels?.[specHashLabel] === metadata.labels?.[specHashLabel]
    );
  }

  #known(
    { group, kind }: WatchedKind,
    { namespace = '', name }: KubernetesObject['metadata'],
  ): KubernetesObject | undefined {
    const informer = [...this.#reports].find(([each]) => each.kind === kind);
    return informer?.[1].get(keyText({ group, kind, namespace, name }));
  }

  async #write(kind: WatchedKind, report: KubernetesObject): Promise<void> {
    const { metadata } = report;
    if (this.#isThere(kind, metadata)) return;
    const { namespace, name } = metadata;
    const known = this.#known(kind, metadata);
    const written = known
      ? await this.#client.update(resourcePath(kind, { namespace, name }), {
          ...report,
          metadata: {
            ...metadata,
            resourceVersion: known.metadata.resourceVersion,
          },
        })
      : await this.#client.create(resourcePath(kind, { namespace }), report);
    this.#reports.get(kind)!.observe(written);
  }

  #find(kind: string): Informer {
    const index = workloadKinds.findIndex(each => each.kind === kind);
    return this.#sources[index];
  }
}

function ignoreMissing(error: unknown): void {
  if (!KubernetesError.isNotFound(error)) throw error;
}
