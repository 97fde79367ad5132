import { HealthStatusCode, OperationPhase } from '../objects/Application';

/** How far a hook is: it is waited for until it is done. */
export function hookPhase(
  health: HealthStatusCode | undefined,
): OperationPhase {
  switch (health) {
    case 'Progressing':
    case 'Suspended':
      return 'Running';
    case 'Degraded':
    case 'Unknown':
      return 'Failed';
    default:
      return 'Succeeded';
  }
}

/** How far an applied object is: only the waves after its own wait for it; kinds without a check are done at once. */
export function objectPhase(
  health: HealthStatusCode | undefined,
): OperationPhase {
  switch (health) {
    case undefined:
    case 'Healthy':
      return 'Succeeded';
    case 'Degraded':
      return 'Failed';
    default:
      return 'Running';
  }
}
