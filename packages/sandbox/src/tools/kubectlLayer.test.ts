import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { kubectlLayer } from './kubectlLayer';

const run = promisify(execFile);

describe('kubectlLayer', () => {
  it('gives a kubectl and a helm that run', async () => {
    const { kubectl, helm } = await kubectlLayer();

    const client = await run(kubectl, ['version', '--client', '-o', 'json']);
    expect(JSON.parse(client.stdout).clientVersion.gitVersion).toMatch(/^v1\./);
    const version = await run(helm, ['version', '--short']);
    expect(version.stdout).toMatch(/^v[34]\./);
  }, 60_000);
});
