import { readFileSync } from 'node:fs';
import path from 'node:path';
import { screen, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { rest } from 'msw';
import { setupServer } from 'msw/node';
import { parse } from 'yaml';
import { dependencies } from '../package.json';

const server = setupServer(
  rest.get('*/api/auth/guest/refresh', (_req, res, ctx) =>
    res(
      ctx.json({
        profile: {},
        backstageIdentity: {
          token: 'a-token',
          expiresInSeconds: 3600,
          identity: {
            type: 'user',
            userEntityRef: 'user:default/sam.rivera',
            ownershipEntityRefs: ['user:default/sam.rivera'],
          },
        },
      }),
    ),
  ),
  rest.all('*', (_req, res, ctx) => res(ctx.status(503))),
);

/** What the build finds when `app.packages` is `all`. */
function discover() {
  return Object.keys(dependencies).flatMap(name => {
    const manifest = require(`${name}/package.json`);
    if (!manifest.backstage?.role?.startsWith('frontend-plugin')) return [];
    return ['.', './alpha']
      .filter(entry => manifest.exports?.[entry])
      .map(entry => ({
        name,
        export: entry === '.' ? undefined : entry,
        default: require(path.posix.join(name, entry)).default,
      }))
      .filter(module => module.default);
  });
}

// Every plugin is loaded.
jest.setTimeout(60_000);

describe('App', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());

  it('starts with every plugin and the configuration of the repository', async () => {
    const config = parse(
      readFileSync(path.resolve(__dirname, '../../../app-config.yaml'), 'utf8'),
    );
    config.app.signIn = { providers: [{ id: 'guest', title: 'Enter' }] };
    // The build puts an object there, which an environment can't hold.
    jest.replaceProperty(
      process,
      'env',
      Object.assign({}, process.env, {
        APP_CONFIG: [{ context: 'app-config.yaml', data: config }],
      }),
    );
    Object.assign(window, {
      '__@backstage/discovered__': { modules: discover() },
    });

    const { default: App } = require('./App');
    render(App.createRoot());
    await userEvent.click(await screen.findByRole('button', { name: 'Enter' }));

    expect(
      await screen.findByText('My components', {}, { timeout: 30_000 }),
    ).toBeVisible();
    for (const name of ['Home', 'Catalog', 'Create', 'APIs', 'Docs']) {
      expect(screen.getByRole('link', { name })).toBeInTheDocument();
    }
  });
});
