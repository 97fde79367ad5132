import { ServedResource } from '../discovery/ServedResource';
import {
  ObjectPredicate,
  parseFieldSelector,
} from '../selectors/fieldSelector';
import { parseLabelSelector } from '../selectors/labelSelector';
import { selectableFields } from '../selectors/selectableFields';
import { KubeObject } from '../schema/types';
import { badRequest, invalidOptions, unexpected } from '../status/failures';
import { isTrue } from './requestInfo';

export interface ReadListOptions {
  selects?: ObjectPredicate;
  limit?: number;
  continueToken?: string;
  resourceVersion?: number;
  resourceVersionMatch?: 'Exact' | 'NotOlderThan';
}

export interface ReadWatchOptions {
  selects?: ObjectPredicate;
  resourceVersion?: number;
  sendInitialEvents?: boolean;
  allowBookmarks: boolean;
  timeoutSeconds?: number;
}

/** What a list asks for, or a StatusError in the API server's words. */
export function readListOptions(
  type: ServedResource,
  query: URLSearchParams,
): ReadListOptions {
  const continueToken = query.get('continue') || undefined;
  const version = query.get('resourceVersion') || undefined;
  const match = query.get('resourceVersionMatch') || undefined;
  if (
    isTrue(query.get('sendInitialEvents')) &&
    query.has('sendInitialEvents')
  ) {
    throw forbiddenOption(
      'sendInitialEvents',
      'sendInitialEvents is forbidden for list',
    );
  }
  if (match) checkListMatch(match, { version, continueToken });
  if (continueToken && version && version !== '0') {
    throw badRequest(
      'specifying resource version is not allowed when using continue',
    );
  }
  return {
    selects: readSelection(type, query),
    limit: readNumber(query.get('limit')),
    continueToken,
    resourceVersion:
      version === undefined ? undefined : readListVersion(version),
    resourceVersionMatch: match as ReadListOptions['resourceVersionMatch'],
  };
}

/** What a watch asks for. */
export function readWatchOptions(
  type: ServedResource,
  query: URLSearchParams,
): ReadWatchOptions {
  const sendInitialEvents = query.has('sendInitialEvents')
    ? isTrue(query.get('sendInitialEvents'))
    : undefined;
  const match = query.get('resourceVersionMatch') || undefined;
  if (sendInitialEvents !== undefined && match !== 'NotOlderThan') {
    throw forbiddenOption(
      'resourceVersionMatch',
      'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  if (match && sendInitialEvents === undefined) {
    throw forbiddenOption(
      'resourceVersionMatch',
      'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    );
  }
  const version = query.get('resourceVersion') || undefined;
  return {
    selects: readSelection(type, query),
    resourceVersion:
      version === undefined ? undefined : readWatchVersion(version),
    sendInitialEvents,
    allowBookmarks: isTrue(query.get('allowWatchBookmarks')),
    timeoutSeconds: readNumber(query.get('timeoutSeconds')),
  };
}

/** The label and field selectors of a query, as one; absent when they select everything. */
export function readSelection(
  type: ServedResource,
  query: URLSearchParams,
): ObjectPredicate | undefined {
  const labels = query.get('labelSelector');
  const fields = query.get('fieldSelector');
  if (!labels && !fields) return undefined;
  try {
    const byLabels = parseLabelSelector(labels ?? '');
    const byFields = parseFieldSelector(fields ?? '', selectableFields(type));
    return (object: KubeObject) =>
      byLabels(object.metadata.labels ?? {}) && byFields(object);
  } catch (error) {
    throw badRequest((error as Error).message);
  }
}

function checkListMatch(
  match: string,
  { version, continueToken }: { version?: string; continueToken?: string },
): void {
  if (!version) {
    throw forbiddenOption(
      'resourceVersionMatch',
      'resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  if (continueToken) {
    throw forbiddenOption(
      'resourceVersionMatch',
      'resourceVersionMatch is forbidden when continue is provided',
    );
  }
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    throw invalidOptions('ListOptions', {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: "${match}": supported values: "Exact", "NotOlderThan", ""`,
      field: 'resourceVersionMatch',
    });
  }
  if (match === 'Exact' && version === '0') {
    throw forbiddenOption(
      'resourceVersionMatch',
      'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    );
  }
}

function forbiddenOption(field: string, why: string) {
  return invalidOptions('ListOptions', {
    reason: 'FieldValueForbidden',
    message: `Forbidden: ${why}`,
    field,
  });
}

function readNumber(value: string | null): number | undefined {
  if (!value) return undefined;
  if (!/^-?\d+$/.test(value)) {
    throw badRequest(`strconv.ParseInt: parsing "${value}": invalid syntax`);
  }
  return Number(value);
}

function readListVersion(value: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw badRequest(`invalid resource version: ${describeVersion(value)}`);
}

/** A watch does not expect this, and says so with 500. */
function readWatchVersion(value: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw unexpected(describeVersion(value));
}

function describeVersion(value: string): string {
  return `resourceVersion: Invalid value: "${value}": strconv.ParseUint: parsing "${value}": invalid syntax`;
}
