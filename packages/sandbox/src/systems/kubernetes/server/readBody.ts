import YAML from 'yaml';
import { Untrusted } from '../resources/decodeObject';
import { badRequest, unsupportedBody } from '../status/failures';
import { ApiRequest } from './ApiRequest';

const accepted = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
];

/** The content type without its parameters. */
export function contentTypeOf({ headers }: ApiRequest): string {
  return (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
}

/** The object in a body; `kind` is what it should be, for the message when it is none. */
export function readObject(request: ApiRequest, kind: string): Untrusted {
  const value = parse(request, kind);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: json: cannot unmarshal ${describe(
        value,
      )} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (${excerpt(
        request.body.toString(),
      )})`,
    );
  }
  return value as Untrusted;
}

/** As `readObject`, of a body that may be missing. */
export function readOptionalObject(
  request: ApiRequest,
  kind: string,
): Untrusted | undefined {
  return request.body.length === 0 ? undefined : readObject(request, kind);
}

/** Whatever a body holds, a patch too; absent when it cannot be read. */
export function readAnything(request: ApiRequest): unknown {
  const { body } = request;
  if (body.length === 0) return undefined;
  try {
    return contentTypeOf(request).endsWith('yaml')
      ? YAML.parse(body.toString())
      : JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function parse(request: ApiRequest, kind: string): unknown {
  const { body } = request;
  // What no content type says is taken for JSON.
  switch (contentTypeOf(request) || 'application/json') {
    case 'application/yaml':
      return parseYaml(body.toString());
    case 'application/json':
      return parseJson(body.toString(), kind);
    default:
      throw unsupportedBody(accepted);
  }
}

function parseJson(text: string, kind: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${goMessage(
        error as Error,
        text,
      )} (${excerpt(text)})`,
    );
  }
}

/** Go's words for the commonest ways in which JSON is broken. */
function goMessage(error: Error, text: string): string {
  const position = /at position (\d+)/.exec(error.message)?.[1];
  const isCutOff =
    /end of JSON input|Unterminated/.test(error.message) ||
    Number(position) >= text.length;
  return isCutOff || position === undefined
    ? 'unexpected end of JSON input'
    : `invalid character '${
        text[Number(position)]
      }' looking for beginning of value`;
}

/** The API server shows bodies of up to 1024 bytes, and the beginning of longer ones. */
function excerpt(text: string): string {
  return text.length > 1024 ? `${text.slice(0, 1024)} [truncated]` : text;
}

function parseYaml(text: string): unknown {
  try {
    return YAML.parse(text);
  } catch (error) {
    throw badRequest(`yaml: ${(error as Error).message}`);
  }
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}
