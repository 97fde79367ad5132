import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { autogenRules } from '../legacy/autogenRules';
import { autogen } from '../policy/autogen';
import type { IndexedPolicy } from '../policy/PolicyIndex';

type Condition = {
  type: string;
  status: 'True' | 'False';
  reason: string;
  message: string;
  lastTransitionTime: string;
};

const timeOf = (now: Date) => `${now.toISOString().slice(0, 19)}Z`;

/**
 * The status of a ValidatingPolicy.
 *
 * @param options.missing - what its scan may not read; it is enforced all the same
 */
export function policyStatus(
  { object, compilation }: IndexedPolicy,
  options: { missing: readonly string[]; now: Date },
): object {
  const { missing, now } = options;
  const mayRead = missing.length === 0;
  const condition = (
    type: string,
    good: boolean,
    message: string,
  ): Condition => ({
    type,
    status: good ? 'True' : 'False',
    reason: good ? 'Succeeded' : 'Failed',
    message,
    lastTransitionTime: timeOf(now),
  });
  const configs = autogen(object);
  const isCompiled = compilation.result === 'compiled';
  return {
    autogen: Object.keys(configs).length > 0 ? { configs } : {},
    conditionStatus: {
      ready: isCompiled && mayRead,
      message: '',
      conditions: [
        isCompiled
          ? condition('WebhookConfigured', true, 'Webhook configured.')
          : condition(
              'WebhookConfigured',
              false,
              `${compilation.field}: ${compilation.message}`,
            ),
        condition(
          'RBACPermissionsGranted',
          mayRead,
          mayRead
            ? 'Policy is ready for reporting.'
            : `Policy is not ready for reporting, missing permissions: ${missing.join(
                '; ',
              )}. If this is for an autogen'd custom workload CRD, grant it via reportsController.rbac.clusterRole.extraResources in the Helm values (or an equivalent ClusterRole labeled rbac.kyverno.io/aggregate-to-reports-controller).`,
        ),
      ],
    },
    generated: false,
  };
}

/** The status of a policy that this stand-in keeps but never evaluates. */
export function unevaluatedStatus(now: Date): object {
  return {
    conditionStatus: {
      ready: false,
      message: '',
      conditions: [
        {
          type: 'PolicyCached',
          status: 'False',
          reason: 'Failed',
          message:
            'Not evaluated: the sandbox’s Kyverno verifies no signatures. Its images are verified by the portal.',
          lastTransitionTime: timeOf(now),
        },
      ],
    },
  };
}

/** The status of an old policy. */
export function clusterPolicyStatus(
  object: KubernetesObject,
  now: Date,
): object {
  const { rules = [] } = object.spec as { rules?: object[] };
  const count = (kind: string) => rules.filter(rule => kind in rule).length;
  const generated = autogenRules(object);
  return {
    autogen: generated.length > 0 ? { rules: generated } : {},
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'Succeeded',
        message: 'Ready',
        lastTransitionTime: timeOf(now),
      },
    ],
    rulecount: {
      generate: count('generate'),
      mutate: count('mutate'),
      validate: count('validate'),
      verifyimages: count('verifyImages'),
    },
    validatingadmissionpolicy: { generated: false, message: '' },
  };
}
