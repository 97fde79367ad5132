import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeContracts } from '../../contracts/describeContracts';
import { DocumentStore } from '../../state/DocumentStore';
import { startRegistry } from './index';
import { BlobStore } from './storage/BlobStore';
import { Repositories } from './storage/Repositories';

/** The layer that crane made: its digest and length are recorded, its bytes are not. */
const layer = {
  digest:
    'sha256:a49badedc87bb902cd41ee4039a5b817f7504129f66c8e5bb916fd259c82863d',
  bytes: Buffer.alloc(4588),
};

/** Puts it where it would be had it been uploaded, so that what follows can be played. */
async function plantLayer(directory: string, repository: string) {
  await new BlobStore(directory).write(layer.digest, layer.bytes);
  const store = DocumentStore.open(join(directory, 'registry.db'));
  new Repositories(store).linkBlob(repository, layer.digest);
  store.close();
}

describeContracts({
  system: 'registry',
  start: async () => {
    const directory = mkdtempSync(join(tmpdir(), 'registry-contract-'));
    const registry = await startRegistry({ directory });
    return {
      bases: { registry: registry.url },
      given: {},
      cutBody: () => layer.bytes,
      after: async ({ scenario, index, value }) => {
        if (scenario === '05-crane' && index === 9) {
          await plantLayer(directory, value('repo')!);
        }
      },
      close: async () => {
        await registry.close();
        rmSync(directory, { recursive: true });
      },
    };
  },
  notCovered: {
    '05-crane': {
      9: 'the bytes of the layer were not recorded, so that no upload can have its digest',
    },
  },
  minimum: 0.99,
});
