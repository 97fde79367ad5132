import { defaultComponentThemes } from '@backstage/theme';
import { Colors } from './colors';

type Components = NonNullable<typeof defaultComponentThemes>;

/** What the stock theme does with components, and what is different here. */
export function createComponents(colors: Colors): Components {
  return {
    MuiButton: { styleOverrides: { root: { textTransform: 'none' } } },
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
    // Columns as wide as their longest word: names are not broken inside.
    MuiTableCell: {
      styleOverrides: {
        root: {
          overflowWrap: 'break-word',
          verticalAlign: 'middle',
          lineHeight: 1.3,
          margin: 0,
          padding: '14px 16px 14px 20px',
          borderBottom: 0,
        },
        sizeSmall: { padding: '10px 12px 10px 20px' },
        head: { color: colors.textSubtle, fontWeight: 'normal' },
      },
    },
    ...backstageComponents(colors),
  };
}

/** Components of Backstage, by the names of their style sheets. */
function backstageComponents(colors: Colors): object {
  return {
    BackstageHeader: {
      styleOverrides: {
        header: {
          backgroundImage: 'none',
          backgroundColor: colors.header,
          boxShadow: 'none',
        },
      },
    },
    BackstageTableHeader: {
      styleOverrides: {
        header: {
          borderTop: `1px solid ${colors.border}`,
          borderBottom: `1px solid ${colors.border}`,
          color: colors.textSubtle,
        },
      },
    },
    CatalogReactUserListPicker: {
      styleOverrides: {
        root: { backgroundColor: 'transparent', margin: 0 },
        groupWrapper: { margin: '8px 0 16px' },
        title: { margin: 0 },
      },
    },
  };
}
