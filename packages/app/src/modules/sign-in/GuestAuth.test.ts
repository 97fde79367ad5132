import { rest } from 'msw';
import { setupServer } from 'msw/node';
import { GuestAuth } from './GuestAuth';

const server = setupServer();

const session = (token: string) => ({
  profile: { displayName: 'Sam Rivera' },
  backstageIdentity: {
    token,
    expiresInSeconds: 3600,
    identity: {
      type: 'user',
      userEntityRef: 'user:default/sam.rivera',
      ownershipEntityRefs: ['user:default/sam.rivera'],
    },
  },
});

describe('GuestAuth', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  const minute = 60_000;
  let now: number;
  let asked: number;
  let auth: GuestAuth;

  beforeEach(() => {
    now = 0;
    asked = 0;
    auth = new GuestAuth({
      discoveryApi: {
        getBaseUrl: async () => 'http://portal.example.com/api/auth',
      },
      now: () => now,
    });
    server.use(
      rest.get(
        'http://portal.example.com/api/auth/guest/refresh',
        (req, res, ctx) => {
          // Without the header the auth backend refuses: it keeps other sites out.
          if (req.headers.get('x-requested-with') !== 'XMLHttpRequest') {
            return res(ctx.status(401));
          }
          asked += 1;
          return res(ctx.json(session(`token-${asked}`)));
        },
      ),
    );
  });

  const token = async () => (await auth.getBackstageIdentity()).token;

  it('asks once, also for those who ask at the same time', async () => {
    await Promise.all([token(), token(), auth.getProfile()]);
    expect(asked).toBe(1);
    expect(await auth.getProfile()).toEqual({ displayName: 'Sam Rivera' });
  });

  it('asks again before the token ends, and after a sign-out', async () => {
    expect(await token()).toBe('token-1');
    now = 54 * minute;
    expect(await token()).toBe('token-1');
    now = 56 * minute;
    expect(await token()).toBe('token-2');
    await auth.signOut();
    expect(await token()).toBe('token-3');
  });

  it('asks again after a failure', async () => {
    server.use(
      rest.get(
        'http://portal.example.com/api/auth/guest/refresh',
        (_req, res, ctx) =>
          res.once(
            ctx.status(503),
            ctx.json({
              error: { name: 'ServiceUnavailableError', message: 'starting' },
              response: { statusCode: 503 },
            }),
          ),
      ),
    );
    await expect(token()).rejects.toThrow('503');
    expect(await token()).toBe('token-1');
  });
});
