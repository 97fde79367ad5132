import { execFileSync } from 'node:child_process';
import { decideFileChanges } from './decideFileChanges';
import { gitBlobSha } from './gitBlobSha';

const entry = (content: string) => ({
  sha: gitBlobSha(Buffer.from(content)),
  executable: false,
});

describe('decideFileChanges', () => {
  const existing = new Map([
    ['same.yaml', entry('a: 1\n')],
    ['other.yaml', entry('a: 1\n')],
    ['kept.yaml', entry('digest: sha256:1\n')],
    ['gone.yaml', entry('x')],
  ]);

  it('changes only what differs', () => {
    const content = Buffer.from('a: 2\n');
    expect(
      decideFileChanges(
        [
          { path: 'same.yaml', mode: 'replace', content: 'a: 1\n' },
          { path: 'other.yaml', mode: 'replace', content },
          { path: 'new.yaml', mode: 'replace', content },
          { path: 'gone.yaml', mode: 'delete' },
          { path: 'never-there.yaml', mode: 'delete' },
        ],
        existing,
      ),
    ).toEqual([
      {
        operation: 'update',
        path: 'other.yaml',
        content,
        replaces: entry('a: 1\n'),
      },
      { operation: 'create', path: 'new.yaml', content },
      { operation: 'delete', path: 'gone.yaml', replaces: entry('x') },
    ]);
  });

  it('makes a kept file once and leaves it alone from then on', () => {
    const file = {
      path: 'kept.yaml',
      mode: 'keep' as const,
      content: 'digest: ""\n',
    };
    expect(decideFileChanges([file], existing)).toEqual([]);
    expect(decideFileChanges([file], new Map())).toEqual([
      {
        operation: 'create',
        path: 'kept.yaml',
        content: Buffer.from('digest: ""\n'),
      },
    ]);
  });
});

describe('gitBlobSha', () => {
  it.each(['', 'replicas: 1\n', 'ü\r\n'])('names %j as Git does', text => {
    const expected = execFileSync('git', ['hash-object', '--stdin'], {
      input: text,
    });
    expect(gitBlobSha(Buffer.from(text))).toBe(expected.toString().trim());
  });
});
