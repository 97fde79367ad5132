import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { StateIcon } from '@portolan/plugin-answers-react';
import { Application, decideState } from '../../argo-cd';
import { ComponentState } from '../toComponentStates';

const wordsFor = (application: Application) => {
  const { syncStatus, healthStatus } = application;
  switch (decideState(application)) {
    case 'nothing':
      return 'not deployed';
    case 'pass':
      return healthStatus;
    default:
      return [syncStatus, healthStatus]
        .filter(word => word !== 'Synced' && word !== 'Healthy')
        .join(' · ');
  }
};

const Environments = ({ state }: { state: ComponentState }) => (
  <Box
    component="ul"
    sx={{
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(9rem, 1fr))',
      columnGap: 1,
      rowGap: 0.5,
      p: 0,
      m: 0,
    }}
  >
    {state.environments.map(({ name, application, stale }) => (
      <Box
        component="li"
        key={name}
        sx={{ display: 'flex', gap: 0.75, alignItems: 'center' }}
      >
        <StateIcon state={decideState(application)} stale={stale} />
        <span>
          {name}{' '}
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {wordsFor(application)}
          </Box>
        </span>
      </Box>
    ))}
  </Box>
);

/** Components under one another, each with its environments beside it, or below it on a phone. */
export const ComponentList = (props: {
  states: ComponentState[];
  /** The components are known, but not how they do. */
  loading: boolean;
}) => (
  <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
    {props.states.map(state => {
      const { entity, absence } = state;
      return (
        <Box
          component="li"
          key={stringifyEntityRef(entity)}
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: '1fr', sm: '9rem 1fr' },
            columnGap: 2,
            rowGap: 0.5,
            alignItems: 'center',
            minHeight: 44,
            py: 1,
            borderTop: 1,
            borderColor: 'divider',
          }}
        >
          <EntityRefLink entityRef={entity} hideIcon />
          {props.loading && <Skeleton width="70%" />}
          {!props.loading && !absence && <Environments state={state} />}
          {!props.loading && absence && (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {absence}
            </Box>
          )}
        </Box>
      );
    })}
  </Box>
);
