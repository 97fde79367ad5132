import { parseAllDocuments } from 'yaml';
import { UsageError } from './UsageError';

/** An image that somebody wants to run, and where that was said. */
export type WantedImage = {
  reference: string;
  at: string;
  /** Whose image it is, as a list of images may say beside it. */
  component?: string;
  repository?: string;
};

const containerLists = ['containers', 'initContainers', 'ephemeralContainers'];
// Deeper than any kind nests its pod template; a List of CronJobs has ten.
const maxDepth = 64;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Finds the images of Kubernetes manifests: YAML of any number of documents,
 * or JSON, with workloads of any kind, a custom one too, alone or in a List.
 * Beside containers of all three sorts these are image volumes.
 *
 * @param source - how the text is called in errors
 * @throws UsageError when a container names no image, or the text is no YAML
 */
export function findImages(text: string, source: string): WantedImage[] {
  const found: WantedImage[] = [];
  for (const document of readDocuments(text, source)) {
    walk(document, { at: source, depth: 0, found });
  }
  return found;
}

function readDocuments(text: string, source: string): unknown[] {
  if (text.trimStart().startsWith('{')) {
    try {
      return [JSON.parse(text)];
    } catch {
      // YAML in flow style, or an error that the reader of YAML puts better.
    }
  }
  return [...parseAllDocuments(text)].map(document => {
    const [error] = document.errors;
    if (error) {
      throw new UsageError(`${source}:${error.linePos?.[0].line ?? 1}`, {
        problem: `is no valid YAML: ${error.message.split('\n')[0]}`,
        fix: 'Render the manifests first, and give what was rendered.',
      });
    }
    try {
      return document.toJS({ maxAliasCount: 100 });
    } catch (cause) {
      throw new UsageError(source, {
        problem: 'can not be read: it has too many aliases',
        fix: 'Render the manifests first, and give what was rendered.',
        cause,
      });
    }
  });
}

function walk(
  value: unknown,
  options: { at: string; depth: number; found: WantedImage[] },
): void {
  if (typeof value !== 'object' || value === null) return;
  const { depth, found } = options;
  if (depth > maxDepth) {
    throw new UsageError(options.at, {
      problem: `nests more than ${maxDepth} levels`,
      fix: 'Give manifests of Kubernetes.',
    });
  }
  const at = nameOf(value) ?? options.at;
  const deeper = { at, depth: depth + 1, found };
  if (Array.isArray(value)) {
    value.forEach(item => walk(item, deeper));
    return;
  }
  for (const [field, child] of Object.entries(value)) {
    if (Array.isArray(child) && containerLists.includes(field)) {
      for (const container of child)
        readContainer(container, { at, field, found });
    } else if (Array.isArray(child) && field === 'volumes') {
      for (const volume of child) readVolume(volume, { at, found });
    }
    walk(child, deeper);
  }
}

function readContainer(
  container: unknown,
  options: { at: string; field: string; found: WantedImage[] },
): void {
  // A custom resource may call other things containers: names of them, say.
  if (!isFields(container)) return;
  const { image, name } = container;
  const at = `${options.at}, ${options.field} '${String(name ?? '')}'`;
  if (typeof image !== 'string' || image === '') {
    throw new UsageError(at, {
      problem: 'names no image',
      fix: 'Give it one: what is not named can not be verified.',
    });
  }
  options.found.push({ reference: image, at });
}

function readVolume(
  volume: unknown,
  options: { at: string; found: WantedImage[] },
): void {
  if (!isFields(volume) || !isFields(volume.image)) return;
  const { reference } = volume.image;
  const at = `${options.at}, volumes '${String(volume.name ?? '')}'`;
  if (typeof reference === 'string' && reference !== '') {
    options.found.push({ reference, at });
  }
}

/** `Deployment shop/web` for an object, undefined for any other part of one. */
function nameOf(value: object): string | undefined {
  if (!isFields(value) || typeof value.kind !== 'string') return undefined;
  const metadata = isFields(value.metadata) ? value.metadata : {};
  const { name, generateName, namespace } = metadata;
  const own = name ?? generateName;
  if (typeof own !== 'string') return undefined;
  return `${value.kind} ${
    typeof namespace === 'string' ? `${namespace}/` : ''
  }${own}`;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
