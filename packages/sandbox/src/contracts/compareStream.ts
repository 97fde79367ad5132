import { compare, Comparison, isObject } from './compare';
import { Bindings } from './placeholders';
import { Json } from './Scenario';

/**
 * Compares the events of a stream, in order.
 *
 * Where controllers wrote as well (`collapse`), how many MODIFIED came and how
 * those of several objects mix is timing: then each object's own events are
 * compared, a run of MODIFIED as its last one, and in full only the last.
 *
 * A bookmark in the middle of nowhere comes when the server likes: a run of
 * them counts as one, and one that was not recorded is no difference.
 */
export function compareStream(
  expected: Json[],
  actual: Json[],
  options: { bindings: Bindings; collapse: boolean },
): Comparison {
  const wanted = collapseBookmarks(expected);
  const found = wanted.some(isBookmark)
    ? collapseBookmarks(actual)
    : actual.filter(event => !isBookmark(event));
  const inOrder = compareEvents(wanted, found, options.bindings);
  if (!options.collapse || inOrder.differences.length === 0) return inOrder;
  return compare(toHistories(wanted), toHistories(found), {
    bindings: options.bindings,
    context: 'moving',
    path: 'stream',
  });
}

/** More happened than the requests made happen: controllers wrote too. */
export function isTimed(expected: Json[], writes: number): boolean {
  const changes = expected.filter(event =>
    ['MODIFIED', 'DELETED'].includes(typeOf(event)),
  );
  return changes.length > writes;
}

function compareEvents(
  expected: Json[],
  actual: Json[],
  bindings: Bindings,
): Comparison {
  const differences =
    expected.length === actual.length
      ? []
      : [
          `stream: expected ${expected.length} events (${expected
            .map(typeOf)
            .join(' ')}), got ${actual.length} (${actual
            .map(typeOf)
            .join(' ')})`,
        ];
  return expected.slice(0, actual.length).reduce<Comparison>(
    (sofar, event, position) => {
      const next = compare(event, actual[position], {
        bindings: sofar.bindings,
        context: typeOf(event) === 'BOOKMARK' ? 'list' : 'moving',
        path: `stream/${position}`,
      });
      return {
        differences: [...sofar.differences, ...next.differences],
        bindings: next.bindings,
      };
    },
    { differences, bindings },
  );
}

/** A list that is compared by content: one item an object, with what became of it. */
function toHistories(events: Json[]): Json {
  const histories = new Map<string, Json[]>();
  for (const event of events) {
    const id = identityOf(event);
    const history = histories.get(id) ?? [];
    const last = history.at(-1);
    if (last && typeOf(last) === 'MODIFIED' && typeOf(event) === 'MODIFIED') {
      history.pop();
    }
    history.push(event);
    histories.set(id, history);
  }
  return {
    results: [...histories.values()].map(history => ({
      types: history.map(typeOf),
      beginning: outline(history[0]),
      end: history.at(-1)!,
    })),
  };
}

/** What an object is from its first event on, whatever its state then. */
function outline(event: Json): Json {
  const { name, namespace, uid, labels, ownerReferences } = metadataOf(event);
  const kept = { name, namespace, uid, labels, ownerReferences };
  return Object.fromEntries(
    Object.entries(kept).filter(([, value]) => value !== undefined),
  );
}

function identityOf(event: Json): string {
  const { uid, name } = metadataOf(event);
  return String(uid ?? name);
}

function metadataOf(event: Json): { [key: string]: Json } {
  const { object } = partsOf(event);
  return isObject(object) && isObject(object.metadata) ? object.metadata : {};
}

function typeOf(event: Json): string {
  return String(partsOf(event).type);
}

/** Kubernetes: `{type, object}`; Argo CD: `{result: {type, application}}`. */
function partsOf(event: Json): { type?: Json; object?: Json } {
  if (!isObject(event)) return {};
  if (isObject(event.result)) {
    return { type: event.result.type, object: event.result.application };
  }
  return event;
}

function collapseBookmarks(events: Json[]): Json[] {
  return events.filter(
    (event, position) =>
      !(isBookmark(event) && position > 0 && isBookmark(events[position - 1])),
  );
}

/** The end mark of a streaming list is not one of these: it has its place. */
function isBookmark(event: Json): boolean {
  return typeOf(event) === 'BOOKMARK' && !('annotations' in metadataOf(event));
}
