import { compare, Comparison, CompareOptions, isObject } from './compare';
import { RecordedResponse, Json } from './Scenario';

/** An answer as it came over the wire. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  raw: Buffer;
};

export type CompareAnswerOptions = CompareOptions & {
  /** Makes of the answer what the recorder made of it. */
  summarize?: (body: Json) => Json;
};

const httpDate = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;

/** Compares status, recorded headers and body of an answer. */
export function compareAnswer(
  expected: RecordedResponse,
  actual: Answer,
  options: CompareAnswerOptions,
): Comparison {
  const differences: string[] = [];
  if (actual.status !== expected.status) {
    differences.push(
      `status: expected ${expected.status}, got ${actual.status} ${actual.raw
        .toString()
        .slice(0, 300)}`,
    );
  }
  const headers = compareHeaders(
    expected.headers ?? {},
    actual.headers,
    options,
  );
  const body = compareBody(expected.body, actual, {
    ...options,
    bindings: headers.bindings,
  });
  return {
    differences: [...differences, ...headers.differences, ...body.differences],
    bindings: body.bindings,
  };
}

export function compareHeaders(
  expected: Record<string, string>,
  actual: Record<string, string>,
  options: CompareOptions,
): Comparison {
  const bindings = options.bindings.fork();
  const differences: string[] = [];
  for (const [name, value] of Object.entries(expected)) {
    const found = actual[name];
    if (found === undefined) {
      differences.push(`header ${name}: missing, expected ${value}`);
    } else if (!(httpDate.test(value) && httpDate.test(found))) {
      const problem = bindings.match(String(value), found);
      if (problem) differences.push(`header ${name}: ${problem}`);
    }
  }
  return { differences, bindings };
}

function compareBody(
  expected: Json | undefined,
  actual: Answer,
  options: CompareAnswerOptions,
): Comparison {
  if (expected === undefined) {
    const found = actual.raw.toString();
    const bindings = options.bindings;
    return found === ''
      ? { differences: [], bindings }
      : {
          differences: [`body: expected none, got ${found.slice(0, 300)}`],
          bindings,
        };
  }
  if (isObject(expected) && '$text' in expected) {
    return compare(expected.$text, actual.raw.toString(), options);
  }
  if (isObject(expected) && '$base64' in expected) {
    const found = { $base64: actual.raw.toString('base64') };
    return compare(expected, found, options);
  }
  const body = decode(expected, actual);
  return compare(
    expected,
    body !== undefined && options.summarize ? options.summarize(body) : body,
    options,
  );
}

/** JSON where JSON was recorded; a text that is JSON's keeps its quotes unless it was sent as JSON. */
function decode(expected: Json, actual: Answer): Json | undefined {
  const text = actual.raw.toString();
  const isJson = /json/.test(actual.headers['content-type'] ?? '');
  if (typeof expected === 'string' && !isJson) return text;
  try {
    const parsed: Json = JSON.parse(text);
    return typeof expected === 'string' && typeof parsed !== 'string'
      ? text
      : parsed;
  } catch {
    return text === '' ? undefined : text;
  }
}
