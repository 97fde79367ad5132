import { serve, Server } from '../../__testUtils__/serve';
import { pushFirstCommit } from './pushFirstCommit';

/** What a push does with hosts that take it is in the suites of the hosts. */
describe('pushFirstCommit', () => {
  let server: Server;
  let status: number;

  beforeEach(async () => {
    server = await serve((_req, res) => {
      res.writeHead(status, { 'WWW-Authenticate': 'Basic realm="Git"' });
      res.end();
    });
  });
  afterEach(() => server.close());

  const push = (url: string) =>
    pushFirstCommit({
      system: 'Gitea at git.example.com',
      cloneUrl: `${url}/meridian/x.git`,
      credentials: { username: 'portal', password: 's3cret' },
      branch: 'main',
      files: [{ path: 'a', content: Buffer.from('a') }],
      message: 'Create x',
      author: { name: 'Mina', email: 'mina@meridian.example' },
    }).catch(error => error);

  it.each([
    [401, 'NotAllowedError', "did not accept the portal's credentials"],
    [403, 'NotAllowedError', 'HTTP Error: 403'],
    [404, 'NotAllowedError', 'HTTP Error: 404'],
    [503, 'ServiceUnavailableError', 'HTTP Error: 503'],
  ])('translates %i into %s', async (answer, name, words) => {
    status = answer;
    const error = await push(server.url);
    expect(error.name).toBe(name);
    expect(error.message).toContain('Gitea at git.example.com');
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('s3cret');
  });

  it('says that nobody answers', async () => {
    const { url } = server;
    await server.close();
    const error = await push(url);
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toContain('ECONNREFUSED');
  });
});
