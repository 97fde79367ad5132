type Fields = Record<string, unknown>;

/** Fields that JSON and protobuf write differently: times, and the field sets of managedFields. */
const times = /(Timestamp|^time)$/;

/** The fields of an object's JSON, as its message has them. */
export function toWire(fields: Fields): Fields {
  return mapFields(fields, (key, value) => {
    if (times.test(key)) {
      const seconds = Math.floor(Date.parse(String(value)) / 1000);
      return { seconds, nanos: 0 };
    }
    if (key === 'fieldsV1') {
      return { raw: Buffer.from(JSON.stringify(value)) };
    }
    return undefined;
  });
}

/** The fields of a message, as JSON has them: what is empty is absent there. */
export function fromWire(fields: Fields): Fields {
  const read = mapFields(fields, (key, value) => {
    if (times.test(key)) {
      const { seconds } = value as { seconds?: number };
      return seconds
        ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
        : '';
    }
    if (key === 'fieldsV1') {
      const { raw } = value as { raw: Uint8Array };
      return JSON.parse(Buffer.from(raw).toString());
    }
    return undefined;
  });
  return withoutEmpty(read) as Fields;
}

/** Replaces what `convert` has a value for, at any depth. */
function mapFields(
  fields: Fields,
  convert: (key: string, value: unknown) => unknown,
): Fields {
  const mapped = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(mapped);
    return typeof value === 'object' && value !== null
      ? mapFields(value as Fields, convert)
      : value;
  };
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      convert(key, value) ?? mapped(value),
    ]),
  );
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, withoutEmpty(item)] as const)
      .filter(
        ([, item]) =>
          item !== '' && !(Array.isArray(item) && item.length === 0),
      ),
  );
}
