import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { stringify } from 'yaml';
import { runProgram } from '../../../processes/runProgram';
import { kubectlLayer } from '../../../tools/kubectlLayer';
import { HelmSource } from '../objects/Application';
import { KubernetesObject } from '../objects/KubernetesObject';
import { ClusterVersions } from './ClusterVersions';
import { parseManifests } from './parseManifests';

/** Renders a chart with the real `helm template`, with the arguments that Argo CD gives it. */
export async function renderHelm(options: {
  /** The repository's root; value files may not lead out of it. */
  root: string;
  /** The chart, inside `root`. */
  chart: string;
  /** A folder of its own for what helm writes. */
  scratch: string;
  source: HelmSource;
  application: string;
  namespace: string;
  cluster: ClusterVersions;
}): Promise<KubernetesObject[]> {
  const { root, chart, scratch, source, cluster } = options;
  const namespace = source.namespace || options.namespace;
  const args = [
    ...['template', '.'],
    ...['--name-template', source.releaseName || options.application],
    ...(namespace ? ['--namespace', namespace] : []),
    ...[
      '--kube-version',
      (source.kubeVersion || cluster.version).replace(/^v/, ''),
    ],
  ];
  for (const { name, value, forceString } of source.parameters ?? []) {
    args.push(
      forceString ? '--set-string' : '--set',
      `${name}=${escapeSet(value ?? '')}`,
    );
  }
  for (const { name, path } of source.fileParameters ?? []) {
    args.push('--set-file', `${name}=${inside(root, chart, path)}`);
  }
  for (const file of source.valueFiles ?? []) {
    const path = inside(root, chart, file);
    if (!source.ignoreMissingValueFiles || existsSync(path)) {
      args.push('--values', path);
    }
  }
  const values = source.valuesObject
    ? stringify(source.valuesObject)
    : source.values;
  if (values) {
    const file = join(scratch, 'values.yaml');
    await writeFile(file, values);
    args.push('--values', file);
  }
  for (const version of source.apiVersions ?? cluster.apiVersions) {
    args.push('--api-versions', version);
  }
  if (!source.skipCrds) args.push('--include-crds');
  if (source.skipSchemaValidation) args.push('--skip-schema-validation');
  if (source.skipTests) args.push('--skip-tests');

  const output = await runHelm(args, { chart, scratch }).catch(error => {
    throw new Error(
      withoutPaths(error.message, root, scratch)
        .replace(/(--api-versions \S+ )+/g, '<api versions removed> ')
        // Argo CD brings Helm 3, which does not say this.
        .replace('cannot unmarshal yaml document: ', ''),
    );
  });
  return parseManifests(output);
}

async function runHelm(
  args: string[],
  options: { chart: string; scratch: string },
): Promise<string> {
  const { helm } = await kubectlLayer();
  const { exitCode, problem, stdout, stderr } = await runProgram({
    file: helm,
    args,
    directory: options.chart,
    maxBytes: 64 * 1024 * 1024,
    timeoutMs: 90_000,
    env: {
      PATH: process.env.PATH,
      HOME: options.scratch,
      HELM_CACHE_HOME: join(options.scratch, 'cache'),
      HELM_CONFIG_HOME: join(options.scratch, 'config'),
      HELM_DATA_HOME: join(options.scratch, 'data'),
    },
  });
  if (exitCode === 0) return stdout.toString();
  const status = exitCode === undefined ? problem : `exit status ${exitCode}`;
  throw new Error(
    `failed to execute helm template command: failed running helm: \`helm ${args.join(
      ' ',
    )}\` failed ${status}: ${stderr.toString().trim()}`,
  );
}

/** A comma separates values for `--set`. */
function escapeSet(value: string): string {
  return /^\{.*\}$/.test(value) ? value : value.replace(/(?<!\\),/g, '\\,');
}

/** A path of the source on disk: relative to the chart, or to the repository when it starts with a slash. */
function inside(root: string, chart: string, path: string): string {
  const resolved = path.startsWith('/')
    ? join(root, path)
    : resolve(chart, path);
  if (resolved !== root && !resolved.startsWith(root + sep)) {
    throw new Error(
      `error resolving helm value files: value file '${path}' resolved to outside repository root`,
    );
  }
  return resolved;
}

function withoutPaths(text: string, root: string, scratch: string): string {
  return text
    .split(root)
    .join('<path to cached source>')
    .split(scratch)
    .join('<path to cached source>');
}
