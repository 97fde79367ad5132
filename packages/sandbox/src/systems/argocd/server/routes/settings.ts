import { writeJson } from '../answers';
import { ArgoCdContext, tokenOf } from '../ArgoCdContext';
import { RouteTable } from '../RouteTable';

const version = {
  Version: 'v3.5.7+unknown',
  BuildDate: '1970-01-01T00:00:00Z',
  GoVersion: 'none: a stand-in in TypeScript',
  HelmVersion: 'v4.1.4',
  JsonnetVersion: 'none',
};

/** What everybody may know of this installation. */
export function addSettingsRoutes(
  routes: RouteTable,
  context: ArgoCdContext,
): void {
  const platform = `${process.platform}/${process.arch}`;
  routes
    .add('/api/version', {
      get: (req, res) => {
        const token = tokenOf(req);
        if (token) context.accounts.identify(token);
        writeJson(res, {
          ...version,
          Platform: platform,
          ...(token
            ? { Compiler: 'none', KustomizeVersion: 'none' }
            : { KubectlVersion: 'none' }),
        });
      },
    })
    .add('/api/v1/settings', {
      get: (_, res) =>
        writeJson(res, {
          url: context.publicUrl,
          appLabelKey: 'app.kubernetes.io/instance',
          googleAnalytics: { anonymizeUsers: true },
          kustomizeOptions: {
            BuildOptions: '',
            BinaryPath: '',
            Versions: null,
          },
          help: {},
          trackingMethod: 'annotation',
          syncWithReplaceAllowed: true,
        }),
    });
}
