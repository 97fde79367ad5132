import Box from '@mui/material/Box';
import { PageLayoutTab } from '@backstage/frontend-plugin-api';
import { NavLink } from 'react-router-dom';

/** Links to the sub-pages of a page; the current one is underlined. */
export const PageTabs = (props: {
  tabs: PageLayoutTab[];
  basePath: string;
}) => (
  <Box
    component="nav"
    aria-label="Sub-pages"
    sx={{
      display: 'flex',
      overflowX: 'auto',
      gap: 2.5,
      mx: 2.5,
      borderBottom: 1,
      borderColor: 'divider',
      '& a': {
        py: 1,
        whiteSpace: 'nowrap',
        color: 'text.secondary',
        borderBottom: '2px solid transparent',
      },
      '& a:hover': { color: 'text.primary' },
      '& a[aria-current]': {
        color: 'text.primary',
        borderColor: 'primary.main',
      },
    }}
  >
    {props.tabs.map(({ id, label, href }) => (
      <NavLink
        key={id}
        to={href.startsWith('/') ? href : `${props.basePath}/${href}`}
      >
        {label}
      </NavLink>
    ))}
  </Box>
);
