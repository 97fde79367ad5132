import type { KubeObject } from '../../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from '../ClusterApi';
import type { Again, Controller } from '../Controller';
import type { EventRecorder } from '../EventRecorder';
import { kinds } from '../kinds';
import {
  controlledBy,
  controllerOf,
  controllerReference,
  keyOf,
} from '../owners';
import { isActive } from '../pods';
import { timeText } from '../timestamps';
import {
  DeploymentCondition,
  nextConditions,
  RolloutCounts,
  setCondition,
} from './conditions';
import {
  planRollout,
  readStrategy,
  ReplicaCount,
  RolloutPlan,
} from './planRollout';
import { podTemplateHash } from './podTemplateHash';

const revisionKey = 'deployment.kubernetes.io/revision';
const historyKey = 'deployment.kubernetes.io/revision-history';
const hashLabel = 'pod-template-hash';
const component = 'deployment-controller';
const actor: Actor = {
  user: 'system:serviceaccount:kube-system:deployment-controller',
  fieldManager: 'kube-controller-manager',
};

type DeploymentSpec = {
  replicas?: number;
  paused?: boolean;
  selector: Record<string, unknown>;
  strategy?: Record<string, unknown>;
  template: { metadata?: { labels?: Record<string, string> } };
  revisionHistoryLimit?: number;
  progressDeadlineSeconds?: number;
};
type SetStatus = {
  replicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  terminatingReplicas?: number;
};

const specOf = (object: KubeObject) => object.spec as DeploymentSpec;
const replicasOf = (set: KubeObject) =>
  Number((set.spec as { replicas?: number }).replicas ?? 0);
const statusOf = (set: KubeObject) => (set.status ?? {}) as SetStatus;
const revisionOf = (object: KubeObject) =>
  Number(object.metadata.annotations?.[revisionKey] ?? 0);

/** Deployment → ReplicaSets: a new one for each Pod template, rolled out step by step. */
export class DeploymentController implements Controller {
  readonly name = component;
  readonly watches = [kinds.deployment, kinds.replicaSet, kinds.pod];
  readonly #api: ClusterApi;
  readonly #events: EventRecorder;
  readonly #now: () => Date;

  constructor(options: {
    api: ClusterApi;
    events: EventRecorder;
    now: () => Date;
  }) {
    this.#api = options.api;
    this.#events = options.events;
    this.#now = options.now;
  }

  keysOf({ gvk, object, type }: ClusterEvent): ObjectKey[] {
    if (gvk.kind === 'Deployment') return [keyOf(object)];
    const { namespace } = object.metadata;
    if (gvk.kind === 'ReplicaSet') {
      const owner = controllerOf(object, kinds.deployment);
      return owner ? [{ namespace, name: owner.name }] : [];
    }
    // Only a strategy that waits for Pods to go needs to know that they went.
    if (type !== 'DELETED') return [];
    const setName = controllerOf(object, kinds.replicaSet)?.name;
    const set =
      setName && this.#api.get(kinds.replicaSet, { namespace, name: setName });
    const owner = set && controllerOf(set, kinds.deployment);
    return owner ? [{ namespace, name: owner.name }] : [];
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.deployment).map(keyOf);
  }

  async reconcile(key: ObjectKey, again: Again): Promise<void> {
    const deployment = this.#api.get(kinds.deployment, key);
    if (!deployment || deployment.metadata.deletionTimestamp) return;
    const hash = podTemplateHash(specOf(deployment).template);
    const sets = controlledBy(this.#api, kinds.replicaSet, deployment);
    const isFresh = (set: KubeObject) =>
      set.metadata.labels?.[hashLabel] === hash;
    const old = sets
      .filter(set => !isFresh(set))
      .sort((a, b) => revisionOf(a) - revisionOf(b));
    const revision = Math.max(0, ...old.map(revisionOf)) + 1;
    const known = sets.find(isFresh);
    if (!known && specOf(deployment).paused) return;
    const set =
      known ?? (await this.#createSet(deployment, { hash, revision, old }));
    const fresh = await this.#annotate(deployment, set, {
      revision,
      isNew: !known,
    });

    if (!specOf(deployment).paused) await this.#roll(deployment, fresh, old);
    await this.#cleanUp(deployment, old);
    await this.#updateStatus(key, fresh, again);
  }

  async #createSet(
    deployment: KubeObject,
    options: { hash: string; revision: number; old: KubeObject[] },
  ): Promise<KubeObject> {
    const { hash, revision, old } = options;
    const { template, selector } = specOf(deployment);
    const labels = { ...template.metadata?.labels, [hashLabel]: hash };
    const name = `${deployment.metadata.name}-${hash}`;
    const nothing = { name, wanted: 0, available: 0, current: 0 };
    const replicas = this.#plan(deployment, nothing, old).get(name) ?? 0;
    const created = await this.#api.create(
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name,
          namespace: deployment.metadata.namespace,
          labels,
          annotations: this.#annotations(deployment, revision),
          ownerReferences: [controllerReference(kinds.deployment, deployment)],
        },
        spec: {
          replicas,
          selector: {
            ...selector,
            matchLabels: {
              ...(selector.matchLabels as Record<string, string>),
              [hashLabel]: hash,
            },
          },
          template: {
            ...template,
            metadata: { ...template.metadata, labels },
          },
        },
      },
      { actor },
    );
    if (replicas > 0) await this.#recordScaling(deployment, created, 0);
    return created;
  }

  #annotations(deployment: KubeObject, revision: number) {
    const replicas = specOf(deployment).replicas ?? 1;
    const strategy = readStrategy(specOf(deployment).strategy, replicas);
    const surge = strategy.type === 'RollingUpdate' ? strategy.maxSurge : 0;
    return {
      'deployment.kubernetes.io/desired-replicas': String(replicas),
      'deployment.kubernetes.io/max-replicas': String(replicas + surge),
      [revisionKey]: String(revision),
    };
  }

  /** Gives the current ReplicaSet, and then the Deployment, its revision: going back to an old template is a new one. */
  async #annotate(
    deployment: KubeObject,
    fresh: KubeObject,
    { revision, isNew }: { revision: number; isNew: boolean },
  ): Promise<KubeObject> {
    const current = Math.max(revisionOf(fresh), revision);
    const raised = revisionOf(fresh) !== 0 && current > revisionOf(fresh);
    const history = fresh.metadata.annotations?.[historyKey];
    const annotations = {
      ...fresh.metadata.annotations,
      ...this.#annotations(deployment, current),
      ...(raised && {
        [historyKey]: [history, revisionOf(fresh)].filter(Boolean).join(','),
      }),
    };
    const updated = await this.#changed(fresh, { annotations });
    if (revisionOf(deployment) !== current) {
      // Written with the status, so that it does not count as a change of what is wanted.
      await this.#api.updateStatus(
        {
          ...deployment,
          metadata: {
            ...deployment.metadata,
            annotations: {
              ...deployment.metadata.annotations,
              [revisionKey]: String(current),
            },
          },
          ...(isNew && { status: this.#withNewSet(deployment, fresh) }),
        },
        { actor },
      );
    }
    return updated;
  }

  #withNewSet(deployment: KubeObject, fresh: KubeObject): object {
    // Nothing of the new set is there yet, whatever the one before had.
    const {
      conditions = [],
      updatedReplicas: _updatedReplicas,
      ...status
    } = (deployment.status ?? {}) as {
      conditions?: DeploymentCondition[];
      updatedReplicas?: number;
    };
    return {
      ...status,
      conditions: setCondition(
        conditions,
        {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetCreated',
          message: `Created new replica set "${fresh.metadata.name}"`,
        },
        timeText(this.#now()),
      ),
    };
  }

  async #changed(
    object: KubeObject,
    metadata: Partial<KubeObject['metadata']>,
  ): Promise<KubeObject> {
    const next = { ...object, metadata: { ...object.metadata, ...metadata } };
    const same =
      JSON.stringify(next.metadata) === JSON.stringify(object.metadata);
    return same ? object : this.#api.update(next, { actor });
  }

  async #roll(
    deployment: KubeObject,
    fresh: KubeObject,
    old: KubeObject[],
  ): Promise<void> {
    const plan = this.#plan(deployment, this.#count(fresh), old);
    for (const set of [fresh, ...old]) {
      const before = replicasOf(set);
      const wanted = plan.get(set.metadata.name ?? '') ?? before;
      if (wanted === before) continue;
      const scaled = await this.#api.update(
        { ...set, spec: { ...(set.spec as object), replicas: wanted } },
        { actor },
      );
      await this.#recordScaling(deployment, scaled, before);
    }
  }

  #plan(
    deployment: KubeObject,
    fresh: ReplicaCount,
    old: KubeObject[],
  ): RolloutPlan {
    const replicas = specOf(deployment).replicas ?? 1;
    return planRollout({
      replicas,
      strategy: readStrategy(specOf(deployment).strategy, replicas),
      fresh,
      old: old.map(set => this.#count(set)),
    });
  }

  async #recordScaling(
    deployment: KubeObject,
    set: KubeObject,
    before: number,
  ): Promise<void> {
    const wanted = replicasOf(set);
    await this.#events.record(deployment, {
      actor,
      component,
      reason: 'ScalingReplicaSet',
      message: `Scaled ${wanted > before ? 'up' : 'down'} replica set ${
        set.metadata.name
      } from ${before} to ${wanted}`,
    });
  }

  #count(set: KubeObject): ReplicaCount {
    return {
      name: set.metadata.name ?? '',
      wanted: replicasOf(set),
      available: statusOf(set).availableReplicas ?? 0,
      current: controlledBy(this.#api, kinds.pod, set).filter(isActive).length,
    };
  }

  async #cleanUp(deployment: KubeObject, old: KubeObject[]): Promise<void> {
    const limit = specOf(deployment).revisionHistoryLimit ?? 10;
    const idle = old.filter(
      set => replicasOf(set) === 0 && !statusOf(set).replicas,
    );
    for (const set of idle.slice(0, Math.max(0, idle.length - limit))) {
      await this.#api.delete(kinds.replicaSet, keyOf(set), { actor });
    }
  }

  async #updateStatus(
    key: ObjectKey,
    fresh: KubeObject,
    again: Again,
  ): Promise<void> {
    const deployment = this.#api.get(kinds.deployment, key);
    if (!deployment) return;
    const sets = controlledBy(this.#api, kinds.replicaSet, deployment);
    const total = (field: keyof SetStatus) =>
      sets.reduce((sum, set) => sum + (statusOf(set)[field] ?? 0), 0);
    const current = sets.find(set => set.metadata.name === fresh.metadata.name);
    const spec = specOf(deployment);
    const replicas = spec.replicas ?? 1;
    const counts: RolloutCounts = {
      replicas,
      updated: (current && statusOf(current).replicas) ?? 0,
      available: total('availableReplicas'),
      total: total('replicas'),
    };
    const before = (deployment.status ?? {}) as Record<string, number> & {
      conditions?: DeploymentCondition[];
    };
    const strategy = readStrategy(spec.strategy, replicas);
    const now = this.#now();
    const { conditions, lookAgainMs } = nextConditions({
      before: before.conditions ?? [],
      counts,
      countsBefore: before.observedGeneration
        ? {
            replicas,
            updated: before.updatedReplicas ?? 0,
            available: before.availableReplicas ?? 0,
            total: before.replicas ?? 0,
          }
        : undefined,
      maxUnavailable:
        strategy.type === 'RollingUpdate' ? strategy.maxUnavailable : replicas,
      replicaSet: fresh.metadata.name ?? '',
      deadlineSeconds: spec.progressDeadlineSeconds ?? 600,
      now,
      time: timeText(now),
    });
    const unavailable = Math.max(0, counts.total - counts.available);
    const status = {
      observedGeneration: deployment.metadata.generation,
      ...positive({
        replicas: counts.total,
        updatedReplicas: counts.updated,
        readyReplicas: total('readyReplicas'),
        availableReplicas: counts.available,
        unavailableReplicas: unavailable,
      }),
      terminatingReplicas: total('terminatingReplicas'),
      conditions,
    };
    if (lookAgainMs !== undefined) again(key, lookAgainMs);
    if (JSON.stringify(status) === JSON.stringify(deployment.status)) return;
    await this.#api.updateStatus({ ...deployment, status }, { actor });
  }
}

/** Counts that are not zero: the API leaves the others out. */
function positive(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).filter(([, count]) => count > 0),
  );
}
