import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { dockerCredentials } from './credentials';

const base64 = (text: string) => Buffer.from(text).toString('base64');

function configFile(config: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'docker-config-'));
  const file = join(folder, 'config.json');
  writeFileSync(
    file,
    typeof config === 'string' ? config : JSON.stringify(config),
  );
  return file;
}

describe('dockerCredentials', () => {
  it('reads auth entries, a password with a colon too', async () => {
    const find = dockerCredentials({
      file: configFile({
        auths: {
          'r.example': { auth: base64('robot$x:a:b') },
          'https://index.docker.io/v1/': { auth: base64('me:secret') },
        },
      }),
    });
    expect(await find('r.example')).toEqual({
      username: 'robot$x',
      password: 'a:b',
    });
    expect(await find('index.docker.io')).toEqual({
      username: 'me',
      password: 'secret',
    });
    expect(await find('other.example')).toBeUndefined();
  });

  it('asks the helper that is configured for the registry', async () => {
    const file = configFile({ credHelpers: { 'r.example': 'fixture' } });
    const bin = join(file, '..');
    const helper = join(bin, 'docker-credential-fixture');
    writeFileSync(
      helper,
      '#!/bin/sh\nread host\nprintf \'{"Username":"from-helper","Secret":"%s"}\' "$host"\n',
    );
    chmodSync(helper, 0o755);
    const path = process.env.PATH;
    process.env.PATH = `${bin}${delimiter}${path}`;
    try {
      expect(await dockerCredentials({ file })('r.example')).toEqual({
        username: 'from-helper',
        password: 'r.example',
      });
    } finally {
      process.env.PATH = path;
    }
  });

  it('goes on anonymously without a configuration or when a helper knows nothing', async () => {
    const missing = join(mkdtempSync(join(tmpdir(), 'none-')), 'config.json');
    expect(
      await dockerCredentials({ file: missing })('r.example'),
    ).toBeUndefined();
    const helperGone = configFile({ credsStore: 'is-not-installed' });
    expect(
      await dockerCredentials({ file: helperGone })('r.example'),
    ).toBeUndefined();
  });

  it('names the file and the field that it can not read', async () => {
    await expect(
      dockerCredentials({ file: configFile('{') })('r.example'),
    ).rejects.toThrow('config.json is no JSON');
    await expect(
      dockerCredentials({ file: configFile({ credHelpers: { r: 1 } }) })('r'),
    ).rejects.toThrow('credHelpers.r');
    await expect(
      dockerCredentials({
        file: configFile({ credHelpers: { r: '../evil' } }),
      })('r'),
    ).rejects.toThrow("'../evil' is no name");
  });
});
