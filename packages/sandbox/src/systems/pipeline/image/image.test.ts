import { extract } from 'tar-stream';
import { WorkspaceFile } from '../stages/Workspace';
import { imageOf } from './imageOf';
import { readDockerfile } from './readDockerfile';

const file = (text: string): WorkspaceFile => ({
  content: Buffer.from(text),
  executable: false,
});

const commit = {
  sha: 'c0ffee'.padEnd(40, '0'),
  url: '',
  message: 'One',
  author: 'sam',
  date: '2026-11-24T10:00:00+01:00',
};

const build = (entries: Array<[string, WorkspaceFile]>) =>
  imageOf({
    title: 'quote-api',
    repositoryUrl: 'http://localhost:7010/meridian/quote-api',
    commit,
    files: new Map(entries),
    dockerfile: 'FROM x\nUSER 65532:65532',
  });

describe('the image of a commit', () => {
  const entries: Array<[string, WorkspaceFile]> = [
    ['src/main.ts', file('run()')],
    ['README.md', file('# Quote')],
    ['start', { ...file('#!'), executable: true }],
    ['latest', { ...file(''), link: 'README.md' }],
  ];

  it('is the same for the same content, whatever its order', async () => {
    const one = await build(entries);
    const other = await build([...entries].reverse());
    expect(other.manifest.digest).toBe(one.manifest.digest);

    const changed = await build([...entries, ['new', file('x')]]);
    expect(changed.manifest.digest).not.toBe(one.manifest.digest);
    expect(changed.layers[0].digest).toBe(one.layers[0].digest);
  });

  it('says where it comes from, and what it runs as', async () => {
    const { config, manifest, layers } = await build(entries);

    expect(JSON.parse(config.bytes.toString())).toMatchObject({
      created: '2026-11-24T09:00:00.000Z',
      config: {
        User: '65532:65532',
        Labels: {
          'org.opencontainers.image.source':
            'http://localhost:7010/meridian/quote-api',
          'org.opencontainers.image.revision': commit.sha,
        },
      },
      rootfs: { diff_ids: layers.map(({ digest }) => digest) },
    });
    expect(JSON.parse(manifest.bytes.toString())).toMatchObject({
      config: { digest: config.digest, size: config.bytes.length },
      layers: layers.map(({ digest }) => ({ digest })),
    });
  });

  it('holds the repository below /app', async () => {
    const { layers } = await build(entries);
    const found = new Map<string, string>();
    const tar = extract();
    tar.end(layers[1].bytes);
    for await (const entry of tar) {
      const { name, type, mode } = entry.header;
      found.set(name, `${type} ${mode?.toString(8)}`);
      entry.resume();
    }

    expect(Object.fromEntries(found)).toEqual({
      'app/': 'directory 755',
      'app/src/': 'directory 755',
      'app/README.md': 'file 644',
      'app/latest': 'symlink 777',
      'app/src/main.ts': 'file 644',
      'app/start': 'file 755',
    });
  });
});

describe('readDockerfile', () => {
  it('reads what the last stage says', () => {
    expect(
      readDockerfile(`
        FROM node AS build
        CMD ["build"]
        FROM base
        # A comment
        ENV A=1 \\
            B=2
        WORKDIR /app
        USER 65532
        EXPOSE 8080 9090/udp
        ENTRYPOINT ["node"]
        CMD node dist/main.js
      `),
    ).toEqual({
      WorkingDir: '/app',
      User: '65532',
      ExposedPorts: { '8080/tcp': {}, '9090/udp': {} },
      Entrypoint: ['node'],
      Cmd: ['/bin/sh', '-c', 'node dist/main.js'],
    });
  });
});
