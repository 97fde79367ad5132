import {
  EntityOrphanWarning,
  EntityProcessingErrorsPanel,
  EntityRelationWarning,
  EntitySwitch,
  hasCatalogProcessingErrors,
  hasRelationWarnings,
  isOrphan,
} from '@backstage/plugin-catalog';
import { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import Box from '@mui/material/Box';
import { Fragment } from 'react';

type Cards = EntityContentLayoutProps['cards'];

const Column = ({ cards }: { cards: Cards }) => (
  <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
    {cards.map(({ element }, index) => (
      <Fragment key={element.key ?? index}>{element}</Fragment>
    ))}
  </Box>
);

const warnings = [
  { is: isOrphan, warning: <EntityOrphanWarning /> },
  { is: hasRelationWarnings, warning: <EntityRelationWarning /> },
  { is: hasCatalogProcessingErrors, warning: <EntityProcessingErrorsPanel /> },
];

/**
 * As the stock layout of an overview, but the first card of its content stands
 * across the page, above what the entity is.
 */
export const WideFirstLayout = ({ cards }: EntityContentLayoutProps) => {
  const info = cards.filter(({ type }) => type === 'info');
  const [first, ...content] = cards.filter(({ type }) => type !== 'info');
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {warnings.map(({ is, warning }, index) => (
        <EntitySwitch key={index}>
          <EntitySwitch.Case if={is}>{warning}</EntitySwitch.Case>
        </EntitySwitch>
      ))}
      {first?.element}
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          alignItems: 'start',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            md:
              info.length > 0
                ? 'minmax(0, 2fr) minmax(0, 1fr)'
                : 'minmax(0, 1fr)',
          },
        }}
      >
        {content.length > 0 && <Column cards={content} />}
        {info.length > 0 && <Column cards={info} />}
      </Box>
    </Box>
  );
};
