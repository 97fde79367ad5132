import type { Json } from '../../../contracts/Scenario';

type Map = { [key: string]: Json };

const isMap = (value: Json | undefined): value is Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: Json | undefined): Json[] =>
  Array.isArray(value) ? value : [];
const at = (value: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (inner, step) => (isMap(inner) ? inner[step] : undefined),
    value,
  );

/**
 * Makes of an answer what the recording holds of it: some entries of a list,
 * its length, names that the recorded server made up, and how often it wrote
 * an object, which is timing.
 */
export function summarize(answered: Json, recorded: Json): Json {
  const renamed = withRecordedNames(answered, recorded);
  if (!isMap(renamed) || !isMap(recorded)) return renamed;
  if (Array.isArray(recorded.rows)) {
    return { ...renamed, rows: rowsLike(renamed, recorded.rows) };
  }
  if ('count' in recorded) {
    return { kind: renamed.kind, count: listOf(renamed.items).length };
  }
  if (Array.isArray(recorded.items)) {
    const items = itemsLike(listOf(renamed.items), recorded.items);
    return { ...renamed, items };
  }
  return renamed.kind === 'ValidatingWebhookConfiguration'
    ? withGeneration(renamed, recorded)
    : renamed;
}

const hashes = (text: string) => [
  ...new Set(text.match(/(?<=svc-fail-)[0-9a-f]{8}/g) ?? []),
];
const origin = /https:\/\/127\.0\.0\.1:\d+/g;

function withRecordedNames(answered: Json, recorded: Json): Json {
  const wanted = JSON.stringify(recorded);
  const names = hashes(wanted);
  const [server] = wanted.match(origin) ?? [];
  let text = JSON.stringify(answered);
  hashes(text).forEach((hash, index) => {
    text = text.replaceAll(hash, names[index] ?? hash);
  });
  return JSON.parse(server ? text.replace(origin, server) : text);
}

function withGeneration(answered: Json, recorded: Json): Json {
  const generation = at(recorded, 'metadata', 'generation');
  if (!isMap(answered) || generation === undefined) return answered;
  return {
    ...answered,
    metadata: { ...(answered.metadata as Map), generation },
  };
}

/** The entries of a list that were recorded, in that order; all of them where the recording has all. */
function itemsLike(items: Json[], recorded: Json[]): Json[] {
  if (recorded.every(item => at(item, 'scope') === undefined)) return items;
  const rest = [...items];
  return recorded.flatMap(wanted => {
    const index = rest.findIndex(item => isSame(item, wanted));
    if (index < 0) return [];
    const [item] = rest.splice(index, 1);
    if (!isMap(item) || !isMap(wanted)) return [item];
    const policies = listOf(item.results).map(each => at(each, 'policy')!);
    return [
      {
        ...(withGeneration(item, wanted) as Map),
        ...('policies' in wanted && { policies: [...new Set(policies)] }),
      },
    ];
  });
}

function isSame(item: Json, wanted: Json): boolean {
  const name = String(at(wanted, 'scope', 'name'));
  return (
    at(item, 'scope', 'kind') === at(wanted, 'scope', 'kind') &&
    (name.includes('{{')
      ? at(item, 'scope', 'name') !== 'bad' &&
        at(item, 'scope', 'name') !== 'good'
      : at(item, 'scope', 'name') === name)
  );
}

/** The cells of the recorded rows; what the last one tells is their age. */
function rowsLike(table: Map, recorded: Json[]): Json[] {
  const rows = listOf(table.rows).map(row => listOf(at(row, 'cells')));
  return recorded.map(wanted => {
    const [, kind, name] = listOf(wanted);
    const row = rows.find(cells => cells[1] === kind && cells[2] === name);
    return [...(row ?? []).slice(0, -1), listOf(wanted).at(-1)!];
  });
}
