import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import Box from '@mui/material/Box';
import { Logo, Mark } from '../brand';

export const SidebarLogo = () => {
  const { isOpen } = useSidebarOpenState();

  return (
    <Box
      sx={{
        height: 2 * sidebarConfig.logoHeight,
        width: '100%',
        display: 'flex',
        alignItems: 'center',
        pl: 2.5,
        color: 'common.white',
        overflow: 'hidden',
        flexShrink: 0,
      }}
    >
      <Link to="/" underline="none" color="inherit" aria-label="Portolan, home">
        {isOpen ? <Logo size={32} /> : <Mark size={32} />}
      </Link>
    </Box>
  );
};
