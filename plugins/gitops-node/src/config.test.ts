import { ConfigReader } from '@backstage/config';
import { readGitOpsConfig } from './config';

describe('readGitOpsConfig', () => {
  it('merges nothing by itself unless told to', () => {
    expect(readGitOpsConfig(new ConfigReader({}))).toEqual({
      repositoryUrl: undefined,
      autoMerge: 'never',
      author: undefined,
    });
  });

  it('reads everything', () => {
    const gitops = {
      repositoryUrl: 'https://git.example.com/meridian/platform-gitops',
      autoMerge: 'when-allowed',
      author: { name: 'Portal', email: 'portal@example.com' },
    };
    expect(readGitOpsConfig(new ConfigReader({ gitops }))).toEqual(gitops);
  });

  it.each([
    [{ autoMerge: 'always' }, 'gitops.autoMerge'],
    [{ repositoryUrl: 'meridian/platform-gitops' }, 'gitops.repositoryUrl'],
    [{ author: { name: 'Portal' } }, 'gitops.author.email'],
  ])('stops the start for %j and names the key', (gitops, key) => {
    expect(() => readGitOpsConfig(new ConfigReader({ gitops }))).toThrow(key);
  });
});
