/** Fields of a JSON line, nested names joined with `_`; nothing when it is no JSON object. */
export function parseJsonFields(
  line: string,
): Record<string, string> | undefined {
  const parsed = parseObject(line);
  return parsed && Object.fromEntries(flatten(parsed, ''));
}

/** The value at `user.id`, the empty text when it is not there. */
export function readJsonPath(line: string, path: string): string | undefined {
  let value: unknown = parseObject(line);
  if (value === undefined) return undefined;
  for (const step of path.split('.')) {
    value = (value as Record<string, unknown> | undefined)?.[step];
  }
  return value === undefined ? '' : scalarText(value);
}

export function parseLogfmtFields(line: string): Record<string, string> {
  return Object.fromEntries(
    [...line.matchAll(/([A-Za-z_][\w.]*)=("(?:[^"\\]|\\.)*"|\S*)/g)].map(
      ([, name, value]) => [
        name.replace(/\./g, '_'),
        value.startsWith('"') ? value.slice(1, -1) : value,
      ],
    ),
  );
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function flatten(
  object: Record<string, unknown>,
  prefix: string,
): Array<[string, string]> {
  return Object.entries(object).flatMap(([key, value]) => {
    const name = `${prefix}${key}`.replace(/[^A-Za-z0-9_]/g, '_');
    if (typeof value === 'object' && value && !Array.isArray(value)) {
      return flatten(value as Record<string, unknown>, `${name}_`);
    }
    // Loki leaves lists out of the labels.
    if (Array.isArray(value) || value === null) return [];
    return [[name, scalarText(value)]];
  });
}

function scalarText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
