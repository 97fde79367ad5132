import { Content } from '@backstage/core-components';
import {
  configApiRef,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import {
  HomePageLayoutProps,
  HomePageWidgetData,
} from '@backstage/plugin-home-react/alpha';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import useAsync from 'react-use/esm/useAsync';

/** Widgets that ask for more than half of twelve columns get the wide side. */
const wideFrom = 7;

const isSearch = (widget: HomePageWidgetData) =>
  widget.node.spec.id === 'home-page-widget:search/search-bar';

const isWide = (widget: HomePageWidgetData) =>
  (widget.layout?.width?.defaultColumns ?? 0) >= wideFrom;

const Column = ({ widgets }: { widgets: HomePageWidgetData[] }) => (
  <Stack spacing={3} sx={{ minWidth: 0 }}>
    {widgets.map(widget => (
      <Box key={widget.node.spec.id}>{widget.component}</Box>
    ))}
  </Stack>
);

/** Search on top, then a wide and a narrow column, which stand under one another on a phone. */
export const HomeLayout = ({ widgets }: HomePageLayoutProps) => {
  const organization =
    useApi(configApiRef).getOptionalString('organization.name');
  const identityApi = useApi(identityApiRef);
  const { value: identity } = useAsync(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  const cards = widgets.filter(widget => !isSearch(widget));
  return (
    <Content>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', md: '1fr minmax(16rem, 26rem)' },
          alignItems: 'center',
          gap: 2,
          mb: 3,
        }}
      >
        <div>
          <Typography variant="h4" component="h1" sx={{ m: 0 }}>
            {identity ? (
              <EntityDisplayName
                entityRef={identity.userEntityRef}
                hideIcon
                disableTooltip
              />
            ) : (
              'Home'
            )}
          </Typography>
          <Typography color="text.secondary">{organization}</Typography>
        </div>
        {widgets.filter(isSearch).map(widget => (
          <Box
            key={widget.node.spec.id}
            sx={{ '& input': { fontSize: '1rem' } }}
          >
            {widget.component}
          </Box>
        ))}
      </Box>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            md: 'minmax(0, 2fr) minmax(0, 1fr)',
          },
          gap: 3,
          alignItems: 'start',
        }}
      >
        <Column widgets={cards.filter(isWide)} />
        <Column widgets={cards.filter(widget => !isWide(widget))} />
      </Box>
    </Content>
  );
};
