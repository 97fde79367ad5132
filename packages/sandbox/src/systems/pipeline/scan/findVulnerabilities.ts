import { satisfies } from 'semver';
import { Component, Sbom } from '../sbom/buildSbom';
import { advisories, Advisory } from './advisories';
import { severities } from './Severity';

export type Finding = { component: Component; advisory: Advisory };

/** The advisories that hold for what a list of components names, the worst first. */
export function findVulnerabilities(
  sbom: Pick<Sbom, 'components'>,
  known: readonly Advisory[] = advisories,
): Finding[] {
  return sbom.components
    .filter(({ purl }) => purl?.startsWith('pkg:npm/'))
    .flatMap(component =>
      known
        .filter(
          advisory =>
            advisory.package === component.name &&
            satisfies(component.version ?? '', advisory.affected, {
              includePrerelease: true,
            }),
        )
        .map(advisory => ({ component, advisory })),
    )
    .sort((a, b) => rankOf(b) - rankOf(a));
}

function rankOf({ advisory }: Finding): number {
  return severities.indexOf(advisory.severity);
}
