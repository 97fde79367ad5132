import { Link } from '@backstage/core-components';
import { RowTable } from '@portolan/plugin-answers-react';
import Typography from '@mui/material/Typography';
import { EnvironmentGuardrails } from '@portolan/plugin-guardrails-common';
import { MeshLine, ViolationLines } from './EnvironmentGuardrail';

/** One row for each environment. On a phone a row's cells stand under one another. */
export const GuardrailsTable = (props: {
  /** By the names that the page's address knows them by. */
  environments: ReadonlyMap<string, EnvironmentGuardrails>;
  linkTo: (name: string) => string;
  /** What is shown was true once, and may not be now. */
  stale: boolean;
}) => (
  <RowTable
    label="Guardrails by environment"
    headers={['Environment', 'Violations', 'Mesh']}
    columns="1fr 1.4fr 1.2fr"
    stale={props.stale}
  >
    {[...props.environments].map(([name, environment]) => (
      <div role="row" key={name}>
        <div role="rowheader">
          <strong>
            <Link to={props.linkTo(name)}>{name}</Link>
          </strong>
          <Typography variant="body2" color="text.secondary">
            {environment.cluster} / {environment.namespace}
          </Typography>
        </div>
        <div role="cell">
          <ViolationLines environment={environment} stale={props.stale} />
        </div>
        <div role="cell">
          <MeshLine environment={environment} stale={props.stale} />
        </div>
      </div>
    ))}
  </RowTable>
);
