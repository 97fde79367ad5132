import {
  contentIdOf,
  readContentComment,
  readContentTrailer,
  withContentComment,
  withContentTrailer,
  withoutContentComment,
} from './contentId';
import { ProposedFile } from './ProposedFile';

const files: ProposedFile[] = [
  { path: 'a.yaml', mode: 'replace', content: 'a' },
  { path: 'b.yaml', mode: 'keep', content: Buffer.from('b') },
  { path: 'c.yaml', mode: 'delete' },
];

describe('contentIdOf', () => {
  it('is the same for the same files in any order and form', () => {
    const [a, b, c] = files;
    expect(
      contentIdOf('main', [c, { ...b, content: 'b' } as ProposedFile, a]),
    ).toBe(contentIdOf('main', files));
  });

  it.each<[string, string, ProposedFile[]]>([
    ['base', 'develop', files],
    [
      'content',
      'main',
      [{ ...files[0], content: 'A' } as ProposedFile, files[1], files[2]],
    ],
    [
      'mode',
      'main',
      [{ ...files[0], mode: 'keep' } as ProposedFile, files[1], files[2]],
    ],
    ['path', 'main', [{ ...files[0], path: 'aa.yaml' }, files[1], files[2]]],
    ['set of files', 'main', files.slice(1)],
  ])('is another one for another %s', (_, base, changed) => {
    expect(contentIdOf(base, changed)).not.toBe(contentIdOf('main', files));
  });
});

describe('the id in texts', () => {
  const id = contentIdOf('main', files);

  it('is read back from a commit message, also with Windows line ends and more trailers', () => {
    const message = withContentTrailer('Add quote-api', id);
    expect(message).toBe(`Add quote-api\n\nGitops-Content-Id: ${id}\n`);
    expect(readContentTrailer(message)).toBe(id);
    expect(readContentTrailer(`${message}Signed-off-by: x <x@y>\n`)).toBe(id);
    expect(readContentTrailer('Fix the digest')).toBeUndefined();
  });

  it('is read back from a pull request, whatever people write around it', () => {
    const body = withContentComment('Please merge.', id);
    expect(readContentComment(body)).toBe(id);
    expect(readContentComment(body.replace(/\n/g, '\r\n'))).toBe(id);
    expect(readContentComment(`Urgent!\n${body}\nThanks`)).toBe(id);
    expect(readContentComment(withContentComment('', id))).toBe(id);
    expect(readContentComment('Please merge.')).toBeUndefined();
  });

  it('is gone from a pull request that was put away, the rest stays', () => {
    const body = withoutContentComment(
      withContentComment('Please merge.', id),
      'Replaced.',
    );
    expect(body).toBe('Please merge.\n\nReplaced.\n');
    expect(readContentComment(body)).toBeUndefined();
  });
});
