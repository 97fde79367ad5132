import { readImageList } from './readImageList';

describe('readImageList', () => {
  it('reads one reference on each line, without comments', () => {
    expect(
      readImageList(
        [
          '# what runs in production',
          'r.example/shop/web:1.8.2   # the shop',
          '',
          '  [::1]:5000/shop@sha256:0  ',
          'busybox\r',
        ].join('\n'),
        'images.txt',
      ),
    ).toEqual([
      { reference: 'r.example/shop/web:1.8.2', at: 'images.txt:2' },
      { reference: '[::1]:5000/shop@sha256:0', at: 'images.txt:4' },
      { reference: 'busybox', at: 'images.txt:5' },
    ]);
  });

  it('reads whose image it is', () => {
    const text = 'r.example/web shop https://git.example/acme/shop # main\n';
    expect(readImageList(text, 'images.txt')).toEqual([
      {
        reference: 'r.example/web',
        at: 'images.txt:1',
        component: 'shop',
        repository: 'https://git.example/acme/shop',
      },
    ]);
    expect(() => readImageList('a b c d', 'images.txt')).toThrow(
      'images.txt:1 has more than',
    );
  });

  it.each([
    ['YAML', 'kind: Pod\nspec:\n  containers: [{ image: r.example/a }]\n'],
    ['a document', '---\nspec:\n  containers: [{ image: r.example/a }]\n'],
    ['JSON', '{"spec":{"containers":[{"image":"r.example/a"}]}}'],
    ['a list of JSON', '[{"spec":{"containers":[{"image":"r.example/a"}]}}]'],
  ])('recognises manifests in %s', (_, text) => {
    expect(readImageList(text, 'stdin')).toMatchObject([
      { reference: 'r.example/a' },
    ]);
  });

  it.each([
    ['an empty file', ''],
    ['comments alone', '# nothing\n\n'],
    ['manifests without containers', 'kind: ConfigMap\ndata: {}\n'],
  ])('refuses %s: nothing to verify is not accepted', (_, text) => {
    expect(() => readImageList(text, 'stdin')).toThrow('stdin names no image');
  });
});
