import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layerOf, MemoryRegistry } from '../__testUtils__/MemoryRegistry';
import { Digest, digestOf } from '../oci/digest';
import type { ImageRegistry } from '../oci/ImageRegistry';
import { EvidenceDirectory } from './EvidenceDirectory';
import { EvidenceDirectoryWriter } from './EvidenceDirectoryWriter';
import { blobFile } from './EvidenceIndex';

const exportedAt = new Date('2026-06-01T12:00:00Z');

describe('EvidenceDirectory', () => {
  const registry = new MemoryRegistry();
  const { place } = registry;
  const content = Buffer.from('a layer');
  const image = registry.putArtifact(
    { layers: [layerOf(content, 'application/octet-stream')] },
    '1.0',
  );
  const signature = registry.attachBundle(image, { any: 'thing' });
  const blob = digestOf(content);
  const other = digestOf(Buffer.from('something else'));
  let parent: string;
  let directory: string;

  beforeEach(async () => {
    parent = mkdtempSync(join(tmpdir(), 'evidence-'));
    directory = join(parent, 'out');
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  async function exportAll(): Promise<Digest> {
    const writer = await EvidenceDirectoryWriter.create(directory);
    const recorded = writer.record(registry.client());
    await askAll(recorded);
    writer.addImage({ reference: 'registry.example.com/acme/shop:1.0' });
    await writer.addTrustedRoot({ a: 'root' }, { domain: 'own' });
    return writer.finish({ exportedAt });
  }

  /** Everything that one can ask, answers and failures alike. */
  async function askAll(from: ImageRegistry): Promise<unknown[]> {
    const answers = await Promise.allSettled([
      from.getManifest(place, '1.0'),
      from.getManifest(place, image),
      from.getBlob(place, blob),
      from.listReferrers(place, image),
      from.listReferrers(place, signature),
      from.getManifest(place, 'missing'),
    ]);
    return answers.map(answer =>
      answer.status === 'fulfilled' ? answer.value : answer.reason.code,
    );
  }

  function changeIndex(change: (text: string) => string): void {
    const file = join(directory, 'index.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }

  it('answers as the registry did, failures among it', async () => {
    const digest = await exportAll();
    const opened = await EvidenceDirectory.open(directory);
    expect(await askAll(opened)).toEqual(await askAll(registry.client()));
    expect(opened).toMatchObject({
      digest,
      exportedAt,
      cost: { requests: 0, bytes: 0 },
      images: [{ reference: 'registry.example.com/acme/shop:1.0' }],
      trustedRoots: [{ domain: 'own' }],
    });
    const [root] = opened.trustedRoots;
    const file = await opened.checkedRootFile(root.digest);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ a: 'root' });
  });

  it('does not know what was not asked', async () => {
    await exportAll();
    const opened = await EvidenceDirectory.open(directory);
    const unknown = { code: 'UNREACHABLE' };
    const elsewhere = { ...place, repository: 'acme/other' };
    await expect(opened.getManifest(place, '2.0')).rejects.toMatchObject(
      unknown,
    );
    await expect(opened.getBlob(place, other)).rejects.toMatchObject(unknown);
    await expect(opened.listReferrers(place, other)).rejects.toMatchObject(
      unknown,
    );
    await expect(opened.getManifest(elsewhere, '1.0')).rejects.toMatchObject(
      unknown,
    );
    await expect(
      opened.getManifest(place, 'constructor'),
    ).rejects.toMatchObject(unknown);
  });

  it('takes no file that is not what its digest says', async () => {
    await exportAll();
    for (const digest of [image, blob]) {
      writeFileSync(join(directory, blobFile(digest)), 'changed');
    }
    const opened = await EvidenceDirectory.open(directory);
    const mismatch = { code: 'DIGEST_MISMATCH' };
    await expect(opened.getManifest(place, '1.0')).rejects.toMatchObject(
      mismatch,
    );
    await expect(opened.getBlob(place, blob)).rejects.toMatchObject(mismatch);
    const [root] = opened.trustedRoots;
    writeFileSync(join(directory, blobFile(root.digest)), '{}');
    await expect(opened.checkedRootFile(root.digest)).rejects.toThrow(
      'is no trusted root',
    );
  });

  it('gives no other bytes than those that were asked for', async () => {
    await exportAll();
    changeIndex(text =>
      text.replace(
        new RegExp(`("manifests/${image}": \\{\\s*"digest": ")[^"]+`),
        `$1${signature}`,
      ),
    );
    const opened = await EvidenceDirectory.open(directory);
    await expect(opened.getManifest(place, image)).rejects.toMatchObject({
      code: 'DIGEST_MISMATCH',
    });
  });

  it('waits for no pipe, and reads nothing larger than is asked for', async () => {
    await exportAll();
    const file = join(directory, blobFile(blob));
    const opened = await EvidenceDirectory.open(directory);
    await expect(
      opened.getBlob(place, blob, { maxBytes: content.length - 1 }),
    ).rejects.toMatchObject({ code: 'UNREACHABLE' });
    rmSync(file);
    execFileSync('mkfifo', [file]);
    await expect(opened.getBlob(place, blob)).rejects.toThrow('it is no file');
  });

  it.each([
    ['no JSON', () => '{'],
    ['another format', () => '{"format":"oci-layout"}'],
    [
      'a digest that leads to another place',
      (text: string) => text.replaceAll(blob, 'sha256:../../../etc/passwd'),
    ],
    [
      'an answer of no kind',
      (text: string) => text.replace('"NOT_FOUND"', '"FINE"'),
    ],
  ])('refuses an index with %s', async (_, change) => {
    await exportAll();
    changeIndex(change);
    await expect(EvidenceDirectory.open(directory)).rejects.toThrow(
      'index.json can not be read',
    );
  });

  it('refuses an answer of another kind than was asked for', async () => {
    await exportAll();
    changeIndex(text =>
      text.replace(`"referrers/${image}"`, '"manifests/list"'),
    );
    const opened = await EvidenceDirectory.open(directory);
    await expect(opened.getManifest(place, 'list')).rejects.toMatchObject({
      code: 'MALFORMED',
    });
  });

  it('is there whole or not at all', async () => {
    const writer = await EvidenceDirectoryWriter.create(directory);
    await writer.record(registry.client()).getManifest(place, '1.0');
    expect(readdirSync(parent)).toEqual([
      expect.stringMatching(/^out\.partial-/),
    ]);
    await writer.discard();
    expect(readdirSync(parent)).toEqual([]);
    mkdirSync(directory);
    await expect(EvidenceDirectoryWriter.create(directory)).rejects.toThrow(
      'exists already',
    );
  });
});
