// What stands in for the portal's own parts that are not measured: the catalog's tables, and a way to sign in as anybody.

/** Answers as the catalog does, to whom it does, from a generated fleet. */
function createFleetCatalog(load, fleet) {
  const { coreServices, createBackendPlugin } = load(
    '@backstage/backend-plugin-api',
  );
  const { catalogEntityReadPermission } = load(
    '@backstage/plugin-catalog-common/alpha',
  );
  const express = load('express');
  const entities = Array.from({ length: fleet.components }, (_, n) =>
    fleet.entity(n),
  );
  const byRef = new Map(
    entities.map(one => [`component:default/${one.metadata.name}`, one]),
  );
  return createBackendPlugin({
    pluginId: 'catalog',
    register: env =>
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          permissions: coreServices.permissions,
        },
        async init({ httpAuth, httpRouter, permissions }) {
          const router = express.Router();
          router.use(express.json());
          const authorized = handle => async (req, res, next) => {
            try {
              const credentials = await httpAuth.credentials(req);
              await permissions.authorizeConditional(
                [{ permission: catalogEntityReadPermission }],
                { credentials },
              );
              res.json(handle(req));
            } catch (error) {
              next(error);
            }
          };
          router.post(
            '/entities/by-refs',
            authorized(({ body }) => ({
              items: body.entityRefs.map(ref => byRef.get(ref) ?? null),
            })),
          );
          router.get(
            '/entities/by-query',
            authorized(({ query }) => {
              const from = Number(query.cursor ?? 0);
              const to = from + Number(query.limit);
              return {
                items: entities.slice(from, to),
                totalItems: entities.length,
                pageInfo:
                  to < entities.length ? { nextCursor: String(to) } : {},
              };
            }),
          );
          httpRouter.use(router);
        },
      }),
  });
}

/** Signs in whoever the header `x-user` names. */
function createUserSignIn(load) {
  const { createBackendModule } = load('@backstage/backend-plugin-api');
  const {
    authProvidersExtensionPoint,
    createProxyAuthenticator,
    createProxyAuthProviderFactory,
  } = load('@backstage/plugin-auth-node');
  return createBackendModule({
    pluginId: 'auth',
    moduleId: 'bench-provider',
    register: env =>
      env.registerInit({
        deps: { providers: authProvidersExtensionPoint },
        async init({ providers }) {
          providers.registerProvider({
            providerId: 'bench',
            factory: createProxyAuthProviderFactory({
              authenticator: createProxyAuthenticator({
                defaultProfileTransform: async () => ({ profile: {} }),
                initialize: () => undefined,
                authenticate: async ({ req }) => ({
                  result: { user: req.header('x-user') },
                }),
              }),
              signInResolver: async ({ result: { user } }, context) =>
                context.issueToken({
                  claims: { sub: user, ent: [user, 'group:default/team-0001'] },
                }),
            }),
          });
        },
      }),
  });
}

module.exports = { createFleetCatalog, createUserSignIn };
