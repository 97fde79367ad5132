import { WriteOptions } from '../resources/ResourceContext';
import { Untrusted } from '../resources/decodeObject';
import { DeletePreferences } from '../resources/deleteObject';
import { badRequest, invalidOptions } from '../status/failures';
import { ApiRequest } from './ApiRequest';

const policies = ['Background', 'Foreground', 'Orphan'];
const validations = ['Ignore', 'Warn', 'Strict'] as const;

/** How a POST, PUT, PATCH or DELETE is to be done, from its query. */
export function readWriteOptions(request: ApiRequest): WriteOptions {
  const { query, user } = request;
  return {
    user,
    fieldManager: readFieldManager(request),
    dryRun: readDryRun(query.getAll('dryRun')),
    fieldValidation: readFieldValidation(query.get('fieldValidation')),
    warn: message => {
      if (!request.warnings.includes(message)) request.warnings.push(message);
    },
  };
}

/** What the query does not name is named by the client: `kubectl/v1.36.3 (…)` is `kubectl`. */
function readFieldManager({ query, headers }: ApiRequest): string {
  const agent = headers['user-agent'] ?? '';
  return query.get('fieldManager') || agent.split('/')[0] || 'unknown';
}

function readDryRun(values: readonly unknown[]): boolean {
  const other = values.find(value => value !== 'All' && value !== '');
  if (other !== undefined) {
    throw invalidOptions('PatchOptions', {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: "${other}": supported values: "All"`,
      field: 'dryRun',
    });
  }
  return values.includes('All');
}

function readFieldValidation(
  value: string | null,
): WriteOptions['fieldValidation'] {
  const found = validations.find(validation => validation === value);
  if (value && !found) {
    throw invalidOptions('PatchOptions', {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: "${value}": supported values: "Ignore", "Strict", "Warn"`,
      field: 'fieldValidation',
    });
  }
  return found ?? 'Warn';
}

/** DeleteOptions come in the body, or in the query when there is none. */
export function readDeleteOptions(
  request: ApiRequest,
  body: Untrusted | undefined,
): { preferences: DeletePreferences; write: WriteOptions } {
  const options = readAllDeleteOptions(request, body);
  const { propagationPolicy } = options.preferences;
  if (propagationPolicy && !policies.includes(propagationPolicy)) {
    throw invalidOptions('DeleteOptions', {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: "${propagationPolicy}": supported values: "Background", "Foreground", "Orphan", "nil"`,
      field: 'propagationPolicy',
    });
  }
  return options;
}

function readAllDeleteOptions(
  request: ApiRequest,
  body: Untrusted | undefined,
): { preferences: DeletePreferences; write: WriteOptions } {
  const write = readWriteOptions(request);
  if (body) {
    const { dryRun, ...preferences } = body as DeletePreferences & {
      dryRun?: string[];
    };
    return {
      preferences,
      write: { ...write, dryRun: write.dryRun || readDryRun(dryRun ?? []) },
    };
  }
  const { query } = request;
  const seconds = query.get('gracePeriodSeconds');
  if (seconds && !/^-?\d+$/.test(seconds)) {
    throw badRequest(`strconv.ParseInt: parsing "${seconds}": invalid syntax`);
  }
  return {
    preferences: {
      ...(seconds && { gracePeriodSeconds: Number(seconds) }),
      ...(query.get('propagationPolicy') && {
        propagationPolicy: query.get(
          'propagationPolicy',
        ) as DeletePreferences['propagationPolicy'],
      }),
      orphanDependents: query.get('orphanDependents') === 'true',
    },
    write,
  };
}
