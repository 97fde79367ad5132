import types from './podTemplateTypes.json';

/*
 * Prints a Pod template as the spew library prints the Go struct
 * (`k8s.io/utils/dump.ForHash`): every field, set or not, with its type.
 * `podTemplateTypes.json` says how the structs are laid out.
 */

type Json = Record<string, unknown>;

const structs: Record<string, string[]> = types.structs;
const named: Record<string, string> = types.named;

const nil = '<nil>';
const zeroTime =
  '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';

export function dumpPodTemplate(template: unknown): string {
  return dumpTyped('v1.PodTemplateSpec', template);
}

/** `(v1.Protocol)TCP`: a value with its type before it. */
function dumpTyped(type: string, value: unknown): string {
  if (!type.startsWith('*')) return `(${type})${dump(type, value)}`;
  return value === undefined || value === null
    ? `(${type})${nil}`
    : `(${type})${dump(type.slice(1), value)}`;
}

function dump(type: string, value: unknown): string {
  switch (type) {
    case 'v1.Time':
      return zeroTime;
    case 'resource.Quantity':
      return dumpQuantity(String(value ?? ''));
    case 'intstr.IntOrString':
      return dumpIntOrString(value as string | number | undefined);
    default:
      break;
  }
  if (structs[type]) return dumpStruct(type, (value ?? {}) as Json);
  const kind = named[type] ?? type;
  if (kind.startsWith('[]')) {
    return dumpSlice(kind.slice(2), value as unknown[] | undefined);
  }
  const map = /^map\[([^\]]+)\](.+)$/.exec(kind);
  if (map) return dumpMap(map[2], value as Json | undefined);
  if (kind === 'string') return String(value ?? '');
  return kind === 'bool' ? String(value ?? false) : String(value ?? 0);
}

/** A field without a name in JSON is a struct whose fields stand among its holder's. */
function dumpStruct(type: string, value: Json): string {
  const fields = structs[type].map(line => {
    const [name, fieldType, jsonName] = line.split(' ');
    const field = jsonName ? value[jsonName] : value;
    return `${name}:${dumpTyped(fieldType, field)}`;
  });
  return `{${fields.join(' ')}}`;
}

function dumpSlice(element: string, values: unknown[] | undefined): string {
  if (!values?.length) return nil;
  return `[${values.map(value => dumpElement(element, value)).join(' ')}]`;
}

function dumpMap(element: string, value: Json | undefined): string {
  const keys = Object.keys(value ?? {}).sort();
  if (keys.length === 0) return nil;
  const entries = keys.map(
    key => `${key}:${dumpElement(element, value![key])}`,
  );
  return `map[${entries.join(' ')}]`;
}

/** Inside a list or map the type is not repeated; a pointer leaves its mark. */
function dumpElement(type: string, value: unknown): string {
  return type.startsWith('*')
    ? `<*>${dump(type.slice(1), value)}`
    : dump(type, value);
}

function dumpIntOrString(value: string | number | undefined): string {
  const isText = typeof value === 'string';
  return `{Type:(intstr.Type)${Number(isText)} IntVal:(int32)${
    isText ? 0 : value ?? 0
  } StrVal:(string)${isText ? value : ''}}`;
}

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** A quantity in its canonical form, as stored objects have it. Go keeps the text of some of them. */
function dumpQuantity(text: string): string {
  const [, digits = '', suffix = ''] = /^(-?\d*)([a-zA-Z]*)$/.exec(text) ?? [];
  const binary = binarySuffixes.indexOf(suffix);
  if (binary > 0) {
    const keepsText = Number(digits) % 8 !== 0;
    const amount = BigInt(digits) << BigInt(binary * 10);
    return formatQuantity(amount, 0, keepsText ? text : '', 'BinarySI');
  }
  const scale = (decimalSuffixes.indexOf(suffix) - 3) * 3;
  const keepsText = text === '0' || !/(^0|000$)/.test(digits);
  return text === ''
    ? formatQuantity(BigInt(0), 0, '', '')
    : formatQuantity(BigInt(digits), scale, keepsText ? text : '', 'DecimalSI');
}

function formatQuantity(
  amount: bigint,
  scale: number,
  text: string,
  format: string,
): string {
  return `{i:(resource.int64Amount){value:(int64)${amount} scale:(resource.Scale)${scale}} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${text} Format:(resource.Format)${format}}`;
}
