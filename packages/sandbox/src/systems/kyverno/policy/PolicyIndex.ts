import type { ObjectChange } from '../../../kubernetes-client/Informer';
import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { Compilation, compilePolicy } from '../engine/CompiledPolicy';
import { evaluatePolicy } from '../engine/evaluatePolicy';
import type { RuleResult } from '../engine/RuleResult';
import type { Subject } from '../engine/Subject';
import { readClusterPolicy } from '../legacy/ClusterPolicy';
import {
  evaluateClusterPolicy,
  LegacyResult,
} from '../legacy/evaluateClusterPolicy';
import { Exception, readException } from './Exception';

/** A ValidatingPolicy and what became of its expressions. */
export type IndexedPolicy = {
  object: KubernetesObject;
  compilation: Compilation;
};

export type PolicyResult = RuleResult & { actions: string[] };

/** Every policy and exception of a cluster, compiled once. */
export class PolicyIndex {
  readonly #policies = new Map<string, IndexedPolicy>();
  readonly #clusterPolicies = new Map<string, KubernetesObject>();
  readonly #exceptions = new Map<string, Exception>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Takes over a change of a policy; says whether more than its status changed. */
  takePolicy({ key, before, after }: ObjectChange): boolean {
    if (!after) return this.#policies.delete(key);
    if (before?.metadata.generation === after.metadata.generation) {
      const known = this.#policies.get(key);
      if (known) {
        known.object = after;
        return false;
      }
    }
    this.#policies.set(key, {
      object: after,
      compilation: compilePolicy(after),
    });
    return true;
  }

  takeClusterPolicy({ key, before, after }: ObjectChange): boolean {
    if (!after) return this.#clusterPolicies.delete(key);
    this.#clusterPolicies.set(key, after);
    return before?.metadata.generation !== after.metadata.generation;
  }

  takeException({ key, after }: ObjectChange): void {
    const exception = after && readException(after);
    if (exception) this.#exceptions.set(key, exception);
    else this.#exceptions.delete(key);
  }

  policies(): IndexedPolicy[] {
    return [...this.#policies.values()];
  }

  clusterPolicies(): KubernetesObject[] {
    return [...this.#clusterPolicies.values()];
  }

  /** What ValidatingPolicies say; `names` chooses some, otherwise those for background scans count. */
  evaluate(subject: Subject, names?: readonly string[]): PolicyResult[] {
    const exceptions = [...this.#exceptions.values()];
    return [...this.#policies.values()].flatMap(({ compilation }) => {
      if (compilation.result === 'invalid') return [];
      const { policy } = compilation;
      const wanted = names
        ? policy.atAdmission && names.includes(policy.name)
        : policy.inBackground;
      if (!wanted) return [];
      const result = evaluatePolicy(policy, subject, {
        exceptions,
        now: this.#now(),
      });
      return result ? [{ ...result, actions: policy.actions }] : [];
    });
  }

  /** What old policies say. */
  evaluateClusterPolicies(
    subject: Subject,
    when: 'admission' | 'background',
  ): LegacyResult[] {
    return [...this.#clusterPolicies.values()].flatMap(object => {
      const spec = readClusterPolicy(object);
      return spec?.[when] ? evaluateClusterPolicy(object, spec, subject) : [];
    });
  }
}
