import { isDeepStrictEqual } from 'node:util';
import type { Faults } from '../../faults/Faults';
import type { Informer } from '../../kubernetes-client/Informer';
import { KubernetesClient } from '../../kubernetes-client/KubernetesClient';
import type { KubernetesObject } from '../../kubernetes-client/KubernetesObject';
import { resourcePath } from '../../kubernetes-client/resourcePath';
import { WorkQueue } from '../../kubernetes-client/WorkQueue';
import { ensure } from '../../operators/install';
import { isDown } from '../../operators/isDown';
import { watchKind } from '../../operators/watchKind';
import type { WatchedKind } from '../../operators/workloadKinds';
import { resourceWebhooks } from './admission/buildWebhooks';
import {
  clusterPolicy,
  imageValidatingPolicy,
  namespacedValidatingPolicy,
  policyException,
  validatingPolicy,
} from './kinds';
import type { PolicyIndex } from './policy/PolicyIndex';
import {
  clusterPolicyStatus,
  policyStatus,
  unevaluatedStatus,
} from './status/buildStatus';
import { missingPermissions } from './status/missingPermissions';

const webhooksPath =
  '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
const settleMs = 50;
const retryMs = 1_000;
const everything = 'policies';

/** Follows the policies: registers webhooks for them, then says in their status that they work. */
export class PolicyController {
  readonly #client: KubernetesClient;
  readonly #policies: PolicyIndex;
  readonly #faults: Faults;
  readonly #now: () => Date;
  readonly #server: { url: string; caBundle: string };
  readonly #informers: Informer[];
  readonly #images: Informer;
  readonly #queue: WorkQueue;

  constructor(options: {
    client: KubernetesClient;
    policies: PolicyIndex;
    faults: Faults;
    now: () => Date;
    /** Where the API server finds the webhooks. */
    server: { url: string; caBundle: string };
    /** Called when objects have to be held against the policies again. */
    onChange: () => void;
  }) {
    const { client, policies, onChange } = options;
    this.#client = client;
    this.#policies = policies;
    this.#faults = options.faults;
    this.#now = options.now;
    this.#server = options.server;
    this.#queue = new WorkQueue({ concurrency: 1, work: () => this.#work() });
    const changed = (matters: boolean) => {
      if (!matters) return;
      this.#queue.add(everything, settleMs);
      onChange();
    };
    this.#images = watchKind(client, imageValidatingPolicy, () =>
      this.#queue.add(everything, settleMs),
    );
    this.#informers = [
      this.#images,
      ...[validatingPolicy, namespacedValidatingPolicy].map(kind =>
        watchKind(client, kind, change => changed(policies.takePolicy(change))),
      ),
      watchKind(client, clusterPolicy, change =>
        changed(policies.takeClusterPolicy(change)),
      ),
      watchKind(client, policyException, change => {
        policies.takeException(change);
        onChange();
      }),
    ];
  }

  /** Settles when every policy is known. */
  async start(): Promise<void> {
    this.#informers.forEach(informer => informer.start());
    await Promise.all(this.#informers.map(({ synced }) => synced));
    this.#queue.add(everything);
  }

  async stop(): Promise<void> {
    await this.#queue.stop();
    await Promise.all(this.#informers.map(informer => informer.stop()));
  }

  async #work(): Promise<void> {
    if (isDown(this.#faults)) {
      this.#queue.add(everything, retryMs);
      return;
    }
    try {
      await this.#reconcile();
    } catch {
      // The cluster, or another writer: what there is then is looked at again.
      this.#queue.add(everything, retryMs);
    }
  }

  async #reconcile(): Promise<void> {
    const policies = this.#policies.policies();
    const clusterPolicies = this.#policies.clusterPolicies();
    await ensure(
      this.#client,
      webhooksPath,
      resourceWebhooks(policies, clusterPolicies, this.#server),
    );
    const now = this.#now();
    for (const policy of policies) {
      const isNamespaced = policy.object.kind.startsWith('Namespaced');
      await this.#writeStatus(
        isNamespaced ? namespacedValidatingPolicy : validatingPolicy,
        policy.object,
        policyStatus(policy, {
          missing: await missingPermissions(this.#client, policy.object),
          now,
        }),
      );
    }
    for (const object of clusterPolicies) {
      await this.#writeStatus(
        clusterPolicy,
        object,
        clusterPolicyStatus(object, now),
      );
    }
    for (const object of this.#images.values()) {
      await this.#writeStatus(
        imageValidatingPolicy,
        object,
        unevaluatedStatus(now),
      );
    }
  }

  async #writeStatus(
    kind: WatchedKind,
    object: KubernetesObject,
    status: object,
  ): Promise<void> {
    if (isDeepStrictEqual(untimed(object.status), untimed(status))) return;
    const { name, namespace } = object.metadata;
    await this.#client.patch(
      `${resourcePath(kind, { namespace, name })}/status`,
      { type: 'merge-patch+json', body: { status } },
    );
  }
}

/** Without the times: the same said at another moment is the same. */
function untimed(status: unknown): unknown {
  return JSON.parse(
    JSON.stringify(status ?? {}, (key, value) =>
      key === 'lastTransitionTime' ? undefined : value,
    ),
  );
}
