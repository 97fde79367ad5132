import { Progress } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useMemo } from 'react';
import { Logo } from '../brand';
import { Chart } from './Chart';
import { readSignInProviders } from './readSignInProviders';
import { useSignIn } from './useSignIn';

export const SignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const config = useApi(configApiRef);
  const providers = useMemo(() => readSignInProviders(config), [config]);
  const { busy, error, signIn } = useSignIn({ providers, onSignInSuccess });
  const organization = config.getOptionalString('organization.name');

  if (busy?.id === 'guest') {
    return <Progress />;
  }
  return (
    <Box
      component="main"
      sx={theme => ({
        position: 'relative',
        minHeight: '100vh',
        display: 'grid',
        placeItems: 'center',
        p: 2,
        overflow: 'hidden',
        color: theme.palette.navigation.selectedColor,
        bgcolor: theme.palette.navigation.background,
      })}
    >
      <Chart />
      <Paper sx={{ position: 'relative', width: '100%', maxWidth: 420, p: 4 }}>
        <Stack spacing={3}>
          <Typography variant="h4" component="h1" sx={{ m: 0 }}>
            <Logo size={44} />
          </Typography>
          <Typography>
            The way into the platform
            {organization && organization !== 'Portolan'
              ? ` of ${organization}`
              : ''}
            : create a service, see it run, and find what it needs.
          </Typography>
          {error && (
            <Alert severity="error">
              Signing in did not work: {error.message}. Try again; if it stays,
              tell the platform team.
            </Alert>
          )}
          {providers.map(provider => (
            <Stack key={provider.id} spacing={1}>
              <Button
                variant="contained"
                size="large"
                disabled={busy !== undefined}
                onClick={() => signIn(provider)}
              >
                {provider.title}
              </Button>
              {provider.message && (
                <Typography variant="body2" color="text.secondary">
                  {provider.message}
                </Typography>
              )}
            </Stack>
          ))}
          {providers.length === 0 && (
            <Alert severity="warning">
              No way to sign in is configured. Whoever runs this portal adds one
              under app.signIn.providers and auth.providers.
            </Alert>
          )}
        </Stack>
      </Paper>
    </Box>
  );
};
