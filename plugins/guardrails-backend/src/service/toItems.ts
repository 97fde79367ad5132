import {
  stages,
  type ExceptionItem,
  type PolicyItem,
  type Stage,
} from '@portolan/plugin-guardrails-common';
import type { ClusterFacts } from '../database/ClusterFacts';
import { controlsTouched, isExpired, type ParsedException } from '../exception';
import { nameControl, stageIn, type ParsedPolicy } from '../policy';

/** A policy as it stands in a cluster, with what it does in the namespaces there. Pure. */
export function toPolicyItem(
  policy: ParsedPolicy,
  facts: ClusterFacts,
): PolicyItem {
  const { namespaces, bindings, policies, cluster } = facts;
  const here = [...namespaces.values()].map(
    one => stageIn(policy, one, { bindings }).stage,
  );
  const counts = Object.fromEntries(
    stages.map(stage => [stage, here.filter(one => one === stage).length]),
  ) as Record<Stage, number>;
  const bound = bindings
    .filter(one => policy.bindable && one.policy === policy.policy.name)
    .flatMap(({ actions }) => actions);
  return {
    cluster,
    policy: policy.policy,
    control: nameControl(policy, policies),
    title: policy.title,
    description: policy.description,
    category: policy.category,
    severity: policy.severity,
    actions: [...new Set([...policy.actions, ...bound])],
    ready: policy.ready,
    background: policy.background,
    namespaces: counts,
  };
}

/** An exception as it stands in a cluster. Pure. */
export function toExceptionItem(
  exception: ParsedException,
  options: { facts: ClusterFacts; now: Date },
): ExceptionItem {
  const { facts, now } = options;
  return {
    cluster: facts.cluster,
    exception: exception.exception,
    policies: exception.policies.map(({ policy, rules }) => ({
      policy,
      rules,
    })),
    controls: controlsTouched(exception, facts.policies),
    namespaces: exception.namespaces,
    reason: exception.reason,
    expiresAt: exception.expiresAt,
    expired: isExpired(exception, now),
  };
}
