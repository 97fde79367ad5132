import { jsonEquals } from '../compare/json';
import { Application, refreshAnnotation } from '../objects/Application';
import { RefreshLevel } from './RefreshRequests';

export type NeededRefresh = {
  level: RefreshLevel;
  /** Render again even if nothing seems to have changed. */
  hard: boolean;
};

/** What an Application itself asks for, or what has been asked for it; `undefined`: nothing. */
export function neededRefresh(
  application: Application,
  requested: RefreshLevel | undefined,
): NeededRefresh | undefined {
  const { spec, status, metadata } = application;
  const asked = metadata.annotations?.[refreshAnnotation];
  if (asked !== undefined) {
    return { level: 'resolve', hard: asked === 'hard' };
  }
  const comparedTo = status?.sync?.comparedTo;
  if (!jsonEquals(comparedTo?.source, spec.source)) {
    return { level: 'resolve', hard: false };
  }
  if (
    !jsonEquals(comparedTo?.destination, spec.destination) ||
    !jsonEquals(comparedTo?.ignoreDifferences, spec.ignoreDifferences)
  ) {
    return { level: 'latest', hard: false };
  }
  return requested && { level: requested, hard: false };
}
