import { BranchProtection } from '../repositories/HostedRepository';
import { PublishRepositoryOptions } from '../service/GitOpsService';
import { GitHostUnderTest } from './GitHostUnderTest';
import { Workbench } from './Workbench';

const catalogInfo = (owner: string) => `kind: Component\nowner: ${owner}\n`;

/** What every Git host has to do with `publishRepository`. */
export function describePublishing(
  start: () => Promise<GitHostUnderTest>,
): void {
  describe('publishing a repository', () => {
    let host: GitHostUnderTest;
    let bench: Workbench;
    let count = 0;

    beforeAll(async () => {
      host = await start();
    });
    afterAll(() => host.close());
    beforeEach(async () => {
      count += 1;
      bench = await Workbench.create(host, `service-${count}`);
    });
    afterEach(() => bench.close());

    const files = [
      {
        path: 'catalog-info.yaml',
        content: Buffer.from(catalogInfo('booking')),
      },
      { path: 'src/index.ts', content: Buffer.from('export {};\n') },
      { path: 'src/logo.png', content: Buffer.from([0x89, 0, 0xff, 0xfe]) },
      {
        path: 'scripts/build',
        content: Buffer.from('#!/bin/sh\n'),
        executable: true,
      },
    ];

    const options = (
      given: Partial<PublishRepositoryOptions> = {},
    ): PublishRepositoryOptions => ({
      repositoryUrl: bench.repositoryUrl,
      description: 'Quotes prices',
      visibility: 'private',
      files,
      message: 'Create the service',
      author: { name: 'Mina Okafor', email: 'mina@meridian.example' },
      identity: {
        path: 'catalog-info.yaml',
        decide: content =>
          content === catalogInfo('booking')
            ? { result: 'same' }
            : { result: 'other', reason: `it says ${content}` },
      },
      ...given,
    });

    it('makes it with one commit that holds every file, and nothing the second time', async () => {
      const first = await bench.service.publishRepository(options());
      expect(first).toEqual({
        result: 'created',
        repository: {
          url: bench.repositoryUrl,
          cloneUrl: `${bench.repositoryUrl}.git`,
          contentsUrl: bench.repository.contentsUrl('main'),
          defaultBranch: 'main',
        },
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        differing: [],
      });
      await expect(bench.repository.get()).resolves.toEqual({
        defaultBranch: 'main',
        visibility: 'private',
      });
      await expect(bench.person.log()).resolves.toEqual(['Create the service']);
      const there = await bench.repository.listFiles(
        first.commit,
        files.map(file => file.path),
      );
      expect(there.size).toBe(4);
      expect(there.get('scripts/build')?.executable).toBe(true);
      expect(there.get('src/index.ts')?.executable).toBe(false);
      await expect(
        bench.repository.readFile(first.commit, 'src/logo.png'),
      ).resolves.toEqual(files[2].content);

      const second = await bench.writesOf(() =>
        bench.service.publishRepository(options()),
      );
      expect(second.value).toEqual({ ...first, result: 'unchanged' });
      expect(second.writes).toEqual([]);
    });

    it('fills one that is there and empty', async () => {
      await bench.seed();
      await expect(
        bench.service.publishRepository(options()),
      ).resolves.toMatchObject({ result: 'filled' });
      await expect(bench.person.log()).resolves.toEqual(['Create the service']);
    });

    it('does not fill an empty one that more people see than was asked for', async () => {
      await bench.repository.create({
        visibility: 'public',
        defaultBranch: 'main',
      });
      await expect(bench.service.publishRepository(options())).rejects.toThrow(
        expect.objectContaining({
          name: 'ConflictError',
          message: expect.stringContaining(
            'is public, but private was asked for',
          ),
        }),
      );
      await expect(bench.person.branches()).resolves.toEqual([]);
    });

    it('leaves alone what people have committed since', async () => {
      await bench.service.publishRepository(options());
      const commit = await bench.person.commit({
        message: 'Add a feature',
        files: { 'src/index.ts': 'export const answer = 42;\n', 'more.ts': '' },
      });
      const again = await bench.writesOf(() =>
        bench.service.publishRepository(options()),
      );
      expect(again.value).toMatchObject({
        result: 'kept',
        commit,
        differing: ['src/index.ts'],
      });
      expect(again.writes).toEqual([]);
    });

    it('does not touch one of that name that is somebody else’s', async () => {
      await bench.seed({ 'catalog-info.yaml': catalogInfo('billing') });
      await expect(bench.service.publishRepository(options())).rejects.toThrow(
        expect.objectContaining({
          name: 'ConflictError',
          message: expect.stringMatching(/is not this one: .*owner: billing/s),
        }),
      );
      await expect(bench.person.log()).resolves.toEqual(['Start']);
    });

    it('goes on after a host that failed in the middle', async () => {
      bench.interceptor.add({
        kind: 'lose-answer',
        method: 'POST',
        path: /\/(repos|projects)$/,
      });
      bench.interceptor.add({
        kind: 'answer',
        status: 502,
        method: 'POST',
        path: /git-receive-pack$/,
      });
      bench.interceptor.add({
        kind: 'lose-answer',
        method: 'POST',
        path: /git-receive-pack$/,
      });
      await expect(
        bench.service.publishRepository(options()),
      ).resolves.toMatchObject({ result: 'unchanged' });
      await expect(bench.person.log()).resolves.toEqual(['Create the service']);
      expect(bench.clock.waits).toEqual([500, 1000, 2000]);
    });

    it('ends with one commit when two replicas call at a time', async () => {
      const both = await Promise.all([
        bench.service.publishRepository(options()),
        bench.replica.publishRepository(options()),
      ]);
      expect(new Set(both.map(each => each.commit)).size).toBe(1);
      await expect(bench.person.log()).resolves.toEqual(['Create the service']);
    });

    it.each<BranchProtection>([
      { changesBy: 'push' },
      { changesBy: 'pull-request', requiredApprovals: 1 },
    ])('protects the default branch once: $changesBy', async protection => {
      await bench.service.publishRepository(options({ protection }));
      await expect(
        bench.repository.protectBranch('main', protection),
      ).resolves.toBe('unchanged');
      const again = await bench.writesOf(() =>
        bench.service.publishRepository(options({ protection })),
      );
      expect(again.value.result).toBe('unchanged');
      expect(again.writes).toEqual([]);
    });

    it('tells what it would do without doing it', async () => {
      const missing = await bench.writesOf(() =>
        bench.service.previewRepository(options()),
      );
      expect(missing.value.result).toBe('created');
      expect(missing.writes).toEqual([]);
      await expect(bench.repository.get()).resolves.toBeUndefined();

      await bench.seed();
      await expect(
        bench.service.previewRepository(options()),
      ).resolves.toMatchObject({ result: 'filled' });

      await bench.service.publishRepository(options());
      await expect(
        bench.service.previewRepository(options()),
      ).resolves.toMatchObject({ result: 'unchanged' });
    });

    it('says in the host’s words that there is no such owner', async () => {
      const repositoryUrl = `${bench.interceptor.url}/nobody/${bench.name}`;
      await expect(
        bench.service.publishRepository(options({ repositoryUrl })),
      ).rejects.toThrow(
        expect.objectContaining({
          name: 'NotFoundError',
          message: expect.stringContaining(
            `${bench.repository.system} answered 404`,
          ),
        }),
      );
    });
  });
}
