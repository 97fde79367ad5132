/** Numbers from 0 to below `limit`, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return limit => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

type Random = ReturnType<typeof randomFrom>;
type Slot = { holder: Record<string, unknown>; key: string };

const deep = (levels: number): unknown =>
  JSON.parse(`${'[{"a":'.repeat(levels)}1${'}]'.repeat(levels)}`);

const strange: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 1e308,
  () => 2 ** 53,
  () => '',
  () => 'A',
  () => '0',
  () => '\u0000',
  () => '-----BEGIN CERTIFICATE-----',
  () => '9'.repeat(3000),
  () => 'A'.repeat(3000),
  () => [],
  () => [[]],
  () => ({}),
  () => ({ length: 5, toString: 'x' }),
  () => JSON.parse('{"__proto__":{"x":1},"constructor":1}'),
  () => deep(500),
];

/** Damages bytes at one place: a bit, a cut, a repeat, a swap. */
export function mutateBytes(bytes: Buffer, random: Random): Buffer {
  if (bytes.length === 0) return Buffer.of(random(256));
  const at = random(bytes.length);
  const length = 1 + random(Math.min(64, bytes.length - at));
  const copy = Buffer.from(bytes);
  switch (random(5)) {
    case 0:
      return copy.subarray(0, at);
    case 1:
      return Buffer.concat([copy.subarray(0, at + length), copy.subarray(at)]);
    case 2:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + length)]);
    case 3:
      copy.copy(copy, random(bytes.length), at, at + length);
      return copy;
    default:
      copy[at] ^= 1 << random(8);
      return copy;
  }
}

/** Changes one value somewhere in JSON, also inside of what it holds as base64 or as JSON in a text. */
export function mutateJson(text: string, random: Random): string {
  const root: Record<string, unknown> = { '': JSON.parse(text) };
  const slots = slotsOf(root);
  const { holder, key } = slots[random(slots.length)];
  const value = holder[key];
  switch (random(6)) {
    case 0:
      delete holder[key];
      break;
    case 1:
      holder[key] = strange[random(strange.length)]();
      break;
    case 2: {
      const other = slots[random(slots.length)];
      holder[key] = structuredClone(other.holder[other.key]);
      break;
    }
    case 3:
      if (Array.isArray(value)) value.push(...structuredClone(value));
      else holder[key] = [value];
      break;
    default:
      holder[key] =
        typeof value === 'string' ? mutateText(value, random) : { x: value };
  }
  return JSON.stringify(root['']) ?? '';
}

/** Changes a text: as what it is, as base64, or as the JSON that it holds. */
export function mutateText(text: string, random: Random): string {
  const inner = Buffer.from(text, 'base64');
  const isBase64 = inner.length > 0 && inner.toString('base64') === text;
  if (random(5) === 0) return mutateBytes(Buffer.from(text), random).toString();
  if (!isBase64) return mutateInner(Buffer.from(text), random).toString();
  return mutateInner(inner, random).toString('base64');
}

function mutateInner(bytes: Buffer, random: Random): Buffer {
  if (bytes[0] !== 0x7b || random(3) === 0) return mutateBytes(bytes, random);
  try {
    return Buffer.from(mutateJson(bytes.toString('utf8'), random));
  } catch {
    return mutateBytes(bytes, random);
  }
}

function slotsOf(root: Record<string, unknown>): Slot[] {
  const slots: Slot[] = [];
  const walk = (holder: Record<string, unknown>) => {
    for (const key of Object.keys(holder)) {
      slots.push({ holder, key });
      const value = holder[key];
      if (typeof value === 'object' && value !== null) {
        walk(value as Record<string, unknown>);
      }
    }
  };
  walk(root);
  return slots;
}
