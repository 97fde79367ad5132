import { Application, Deploy } from '../api';
import { environmentOf } from './environmentOf';

/** The last deploys of all environments, the newest first. Pure. */
export function listDeploys(
  applications: readonly Application[],
  options: { limit: number },
): Array<Deploy & { application: Application; environment: string }> {
  return applications
    .flatMap(application =>
      (application.deploys ?? []).map(deploy => ({
        ...deploy,
        application,
        environment: environmentOf(application),
      })),
    )
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
    .slice(0, options.limit);
}
