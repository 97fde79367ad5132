import { execFileSync } from 'node:child_process';
import { ContractTarget, PlayedExchange } from '../../../contracts/Player';
import { describeContracts } from '../../../contracts/describeContracts';
import { GitClient, withCredentials } from './GitClient';
import { base64, password, portalToken, TestGitHost } from './TestGitHost';

/** git tells clients its own version and what it can do: the recordings are of this one. */
const recordedGit = 'git version 2.39.5';
const machinesGit = execFileSync('git', ['--version']).toString().trim();

const advertisements = [3, 4, 14, 22, 26, 31];
const otherGit = Object.fromEntries(
  advertisements.map(index => [
    index,
    `what ${machinesGit} tells of itself is not what ${recordedGit} did`,
  ]),
);

/** A push as git sends it, which the recording cut: a new commit on top of main. */
async function packPush(host: TestGitHost): Promise<{
  commit: string;
  body: Buffer;
}> {
  const git = new GitClient();
  try {
    const url = `${host.url}/shop/cloned.git`;
    const from = withCredentials(url, 'portal', password);
    await git.run(['clone', '--quiet', from, 'c']);
    const before = await git.head('c');
    const commit = await git.commit('c', 'new.txt', 'new\n', 'New');
    const { stdout: pack } = await git.runBytes(
      ['pack-objects', '--quiet', '--revs', '--stdout'],
      'c',
      `${commit}\n^${before}\n`,
    );
    const line = `${before} ${commit} refs/heads/main\0 report-status-v2 side-band-64k object-format=sha1 agent=git/2.39.5`;
    const length = (line.length + 4).toString(16).padStart(4, '0');
    return {
      commit,
      body: Buffer.concat([Buffer.from(`${length}${line}0000`), pack]),
    };
  } finally {
    git.remove();
  }
}

describeContracts({
  system: 'gitea',
  minimum: 0.98,
  notCovered: {
    '07-git-http': {
      16: 'the recorded pack holds a commit of the lab, byte for byte',
      37: 'the recording names a commit of the lab by its id',
      ...(machinesGit === recordedGit ? {} : otherGit),
    },
  },
  start: async (scenario): Promise<ContractTarget> => {
    const host = await TestGitHost.start();
    if (scenario === '02-repositories') {
      // The search finds a repository that the lab had already.
      await host.createRepository('cloned');
    }
    let push: Buffer | undefined;
    const isPush = ({ index }: PlayedExchange) =>
      scenario === '07-git-http' && (index === 23 || index === 32);
    return {
      bases: { gitea: host.url },
      given: {
        password,
        'token-portal': portalToken,
        'basic-portal': base64(`portal:${password}`),
        'basic-jane': base64(`jane:${password}`),
        'basic-token': base64(`portal:${portalToken}`),
        // The first hook's number, which the recording's answer does not keep.
        'hook-id': '/hooks/1',
      },
      before: async exchange => {
        const { index, value } = exchange;
        if (scenario === '04-branches-commits' && index === 21) {
          return { 'sha-1-short': value('sha-2')!.slice(0, 10) };
        }
        if (!isPush(exchange)) return undefined;
        const { commit, body } = await packPush(host);
        push = body;
        return { [index === 23 ? 'sha-2' : 'sha-3']: commit };
      },
      cutBody: () => push!,
      // git asks for version 2 when it clones.
      headers: ({ command, index }): Record<string, string> =>
        command === 'git clone URL c' && index >= 14
          ? { 'git-protocol': 'version=2' }
          : {},
      close: () => host.close(),
    };
  },
});
