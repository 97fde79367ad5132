import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { kubectlLayer } from '@portolan/sandbox/tools';
import { Files, Manifest, parseYaml } from './repository';

const run = promisify(execFile);

/** Renders a chart with the real helm, strictly, as Argo CD does. */
export async function helmTemplate(options: {
  /** Of the chart, by path inside of it. */
  chart: Files;
  valueFiles: string[];
  values?: Record<string, unknown>;
  apiVersions?: string[];
}): Promise<Manifest[]> {
  const { chart, valueFiles, values = {}, apiVersions = [] } = options;
  const { helm } = await kubectlLayer();
  const directory = await mkdtemp(join(tmpdir(), 'chart-'));
  try {
    for (const [path, content] of Object.entries(chart)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
    await run(helm, ['lint', '--strict', directory]);
    await writeFile(join(directory, 'given.json'), JSON.stringify(values));
    const { stdout } = await run(helm, [
      'template',
      'release',
      directory,
      ...[...valueFiles, 'given.json'].flatMap(file => [
        '--values',
        join(directory, file),
      ]),
      ...apiVersions.flatMap(version => ['--api-versions', version]),
    ]);
    return parseYaml<Manifest>(stdout, 'helm template');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
