import { isObject } from '../../../contracts/compare';
import { Json } from '../../../contracts/Scenario';

type JsonObject = { [key: string]: Json };

/**
 * Makes of an answer what the recorder made of it: these recordings hold the
 * number of history entries, not the entries, and the like.
 */
export function summarize(answered: Json, recorded: Json): Json {
  if (!isObject(answered)) return answered;
  if (isObject(answered.result) && 'application' in answered.result) {
    return summarizeEvent(answered, answered.result);
  }
  if (!isObject(recorded)) return answered;
  if ('keys' in recorded) return { keys: Object.keys(answered).sort() };
  const { nodes, items } = answered;
  return {
    ...withRecordedVersions(answered, recorded),
    ...(isObject(answered.metadata) && {
      metadata: withGeneration(answered.metadata, recorded.metadata),
    }),
    ...(isObject(answered.status) && {
      status: summarizeStatus(answered.status, recorded.status),
    }),
    ...('statusKeys' in recorded &&
      isObject(answered.status) && {
        statusKeys: Object.keys(answered.status).sort(),
      }),
    ...(Array.isArray(nodes) &&
      Array.isArray(recorded.nodes) && {
        nodes: isListOfTexts(recorded.nodes)
          ? nodes.map(kindOf)
          : nodes.map(node => withRecordedName(node, recorded.nodes as Json[])),
      }),
    ...(isListOfEvents(recorded.items) &&
      Array.isArray(items) && { items: items.slice(0, recorded.items.length) }),
  };
}

const timeOfDay = /\b\d{1,2}:\d\d[AP]M\b/;

/**
 * Objects that stand as text inside of an answer, with the versions that were
 * recorded: the recorder could not put placeholders there.
 */
function withRecordedVersions(
  answered: JsonObject,
  recorded: JsonObject,
): JsonObject {
  const version = /"resourceVersion":"(\d+)"/;
  const replaced = Object.entries(recorded).flatMap(([field, text]) => {
    const found = typeof text === 'string' && version.exec(text);
    const own = answered[field];
    return found && typeof own === 'string'
      ? [[field, own.replace(version, found[0])]]
      : [];
  });
  const { items } = answered;
  return {
    ...answered,
    ...Object.fromEntries(replaced),
    ...(Array.isArray(items) &&
      Array.isArray(recorded.items) && {
        items: items.map((item, position) => {
          const other = (recorded.items as Json[])[position];
          return isObject(item) && isObject(other)
            ? withRecordedVersions(item, other)
            : item;
        }),
      }),
  };
}

/** The generation counts how often the controller wrote on the way to a state, which is timing. */
function withGeneration(
  metadata: JsonObject,
  recorded: Json | undefined,
): JsonObject {
  return isObject(recorded) &&
    typeof recorded.generation === 'number' &&
    typeof metadata.generation === 'number'
    ? { ...metadata, generation: recorded.generation }
    : metadata;
}

function summarizeStatus(
  status: JsonObject,
  recorded: Json | undefined,
): JsonObject {
  if (!isObject(recorded)) return status;
  return {
    ...(typeof recorded.history === 'number'
      ? withHistoryLength(status)
      : status),
    ...(isObject(status.operationState) && {
      operationState: withTimeOfDay(
        status.operationState,
        recorded.operationState,
      ),
    }),
  };
}

/** When an operation is tried again stands in the middle of its message. */
function withTimeOfDay(
  state: JsonObject,
  recorded: Json | undefined,
): JsonObject {
  const { message } = isObject(recorded) ? recorded : { message: undefined };
  const found = timeOfDay.exec(String(message));
  return found && typeof state.message === 'string'
    ? { ...state, message: state.message.replace(timeOfDay, found[0]) }
    : state;
}

function withHistoryLength(status: JsonObject): JsonObject {
  return Array.isArray(status.history)
    ? { ...status, history: status.history.length }
    : status;
}

/** Of all events but the first, which is whole, only name, version and state were kept. */
function summarizeEvent(event: JsonObject, result: JsonObject): Json {
  const { type, application } = result;
  if (type === 'ADDED' || !isObject(application)) return event;
  const { metadata, status, operation } = application;
  const { name, resourceVersion } = metadata as JsonObject;
  return {
    result: {
      type,
      application: {
        metadata: { name, resourceVersion },
        status: isObject(status) ? withHistoryLength(status) : status,
        ...(operation !== undefined && { operation }),
      },
    },
  };
}

function isListOfTexts(value: Json | undefined): boolean {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}

function isListOfEvents(value: Json | undefined): value is Json[] {
  return (
    Array.isArray(value) &&
    value.some(item => isObject(item) && 'involvedObject' in item)
  );
}

/** The name of an EndpointSlice is made up, and the recorder took it for one that is not. */
function withRecordedName(node: Json, recorded: Json[]): Json {
  if (!isObject(node) || node.kind !== 'EndpointSlice') return node;
  const other = recorded.find(each => kindOf(each) === node.kind);
  return isObject(other) ? { ...node, name: other.name } : node;
}

function kindOf(node: Json): Json {
  return isObject(node) ? node.kind : node;
}
