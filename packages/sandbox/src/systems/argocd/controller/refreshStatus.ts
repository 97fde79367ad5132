import {
  Application,
  ApplicationStatus,
  Condition,
  ConditionType,
} from '../objects/Application';
import { argocdNamespace } from './ApplicationStore';
import { CompareResult } from './ApplicationComparer';
import { withConditions } from './conditions';

const specTypes: ConditionType[] = ['InvalidSpecError', 'UnknownError'];
const comparisonTypes: ConditionType[] = [
  'ComparisonError',
  'SharedResourceWarning',
  'RepeatedResourceWarning',
  'ExcludedResourceWarning',
];

/** The status of an Application that can't even be compared. */
export function invalidStatus(
  application: Application,
  options: { found: readonly Condition[]; now: string },
): ApplicationStatus {
  const { status } = application;
  return {
    ...status,
    ...withHealth(application, 'Unknown', options.now),
    sync: {
      ...(status?.sync ?? {
        comparedTo: { source: { repoURL: '' }, destination: {} },
      }),
      status: 'Unknown',
    },
    ...conditionsOf(status, { evaluated: specTypes, ...options }),
    summary: status?.summary ?? {},
    sourceHydrator: {},
  };
}

/** The status after a comparison. */
export function comparedStatus(
  application: Application,
  options: {
    result: CompareResult;
    syncError: Condition | undefined;
    summary: NonNullable<ApplicationStatus['summary']>;
    /** Whether Git was looked at: only then it counts as reconciled. */
    reconciled: boolean;
    now: string;
  },
): ApplicationStatus {
  const { result, summary, now } = options;
  const { status } = application;
  const found = [...result.conditions];
  if (options.syncError) found.push(options.syncError);
  const { conditions, resources, sourceType, ...kept } = status ?? {};
  return {
    ...kept,
    ...withHealth(application, result.comparison.health, now),
    sync: result.sync,
    ...(result.comparison.resources.length && {
      resources: result.comparison.resources,
    }),
    ...conditionsOf(status, {
      evaluated: [...specTypes, ...comparisonTypes, 'SyncError'],
      found,
      now,
    }),
    ...((options.reconciled || !status?.reconciledAt) && { reconciledAt: now }),
    ...(result.sourceType && { sourceType: result.sourceType }),
    summary,
    resourceHealthSource: 'appTree',
    controllerNamespace: argocdNamespace,
    sourceHydrator: {},
  };
}

function withHealth(
  application: Application,
  health: NonNullable<NonNullable<ApplicationStatus['health']>['status']>,
  now: string,
): Pick<ApplicationStatus, 'health'> {
  const before = application.status?.health;
  return before?.status === health
    ? { health: before }
    : { health: { status: health, lastTransitionTime: now } };
}

function conditionsOf(
  status: ApplicationStatus | undefined,
  options: {
    evaluated: readonly ConditionType[];
    found: readonly Condition[];
    now: string;
  },
): Pick<ApplicationStatus, 'conditions'> {
  const conditions = withConditions(status?.conditions, options);
  return conditions.length ? { conditions } : { conditions: undefined };
}
