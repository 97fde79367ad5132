import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeContracts } from '../../contracts/describeContracts';
import { startGitHost } from '.';

const password = 'a-password-for-tests';
const portalToken = '0123456789abcdef0123456789abcdef01234567';

const basic = (username: string, secret: string) =>
  Buffer.from(`${username}:${secret}`).toString('base64');

describeContracts({
  system: 'gitea',
  minimum: 0.85,
  start: async scenario => {
    const directory = mkdtempSync(join(tmpdir(), 'git-host-'));
    const host = await startGitHost({
      directory,
      users: [
        { username: 'portal', password, admin: true },
        { username: 'jane', password },
      ],
      tokens: [
        {
          name: 'portal',
          username: 'portal',
          token: portalToken,
          scopes: ['all'],
        },
      ],
      organizations: [{ name: 'shop', members: ['portal'] }],
    });
    return {
      bases: { gitea: host.url },
      given: {
        password,
        'token-portal': portalToken,
        'basic-portal': basic('portal', password),
        'basic-jane': basic('jane', password),
        'basic-token': basic('portal', portalToken),
        'hook-id': '/hooks/1',
      },
      close: async () => {
        await host.close();
        rmSync(directory, { recursive: true });
      },
    };
  },
});
