/** How many powers of ten, or of 1024, each suffix stands for. */
const DECIMAL_SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const QUANTITY =
  /^([+-]?)(\d+\.?\d*|\.\d+)(n|u|m|k|[KMGTPE]i|[MGTPE]|[eE][+-]?\d+)?$/;
const NANO = 10n ** 9n;

/** The error text of a quantity that cannot be parsed. */
export const QUANTITY_FORMAT_MESSAGE =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

interface ParsedQuantity {
  /** In billionths, which is as exact as a quantity gets. */
  nanos: bigint;
  format: 'decimal' | 'binary' | 'exponent';
}

function parse(text: string): ParsedQuantity | undefined {
  const match = QUANTITY.exec(text);
  if (!match) return undefined;
  const [, sign, digits, suffix = ''] = match;
  const [whole, fraction = ''] = digits.split('.');
  let numerator = BigInt(whole + fraction) * NANO;
  let denominator = 10n ** BigInt(fraction.length);
  let format: ParsedQuantity['format'] = 'decimal';
  if (suffix.endsWith('i')) {
    format = 'binary';
    numerator *= 1024n ** BigInt(BINARY_SUFFIXES.indexOf(suffix));
  } else {
    const isExponent = /^[eE][+-]?\d/.test(suffix);
    if (isExponent) format = 'exponent';
    const exponent = isExponent
      ? Number(suffix.slice(1))
      : (DECIMAL_SUFFIXES.indexOf(suffix) - 3) * 3;
    if (exponent >= 0) numerator *= 10n ** BigInt(exponent);
    else denominator *= 10n ** BigInt(-exponent);
  }
  // A quantity is never rounded down: 0.1n becomes 1n.
  const nanos = (numerator + denominator - 1n) / denominator;
  return { nanos: sign === '-' ? -nanos : nanos, format };
}

export function isQuantity(value: unknown): boolean {
  return (
    (typeof value === 'string' || typeof value === 'number') &&
    parse(String(value)) !== undefined
  );
}

/**
 * The form in which the API server stores a quantity: the largest suffix that
 * needs no fraction, of the family that the writer chose (`0.5` is `500m`,
 * `1024Mi` is `1Gi`).
 */
export function canonicalQuantity(value: string | number): string {
  const parsed = parse(String(value));
  if (!parsed) return String(value);
  const { nanos, format } = parsed;
  if (nanos === 0n) return '0';
  const isWhole = nanos % NANO === 0n;
  const magnitude = nanos < 0n ? -nanos : nanos;
  if (format === 'binary' && isWhole && magnitude / NANO >= 1024n) {
    return withBinarySuffix(nanos / NANO);
  }
  let mantissa = nanos;
  let step = 0;
  while (step < DECIMAL_SUFFIXES.length - 1 && mantissa % 1000n === 0n) {
    mantissa /= 1000n;
    step += 1;
  }
  const suffix =
    format === 'exponent' && step !== 3
      ? `e${(step - 3) * 3}`
      : DECIMAL_SUFFIXES[step];
  return `${mantissa}${suffix}`;
}

function withBinarySuffix(whole: bigint): string {
  let mantissa = whole;
  let step = 0;
  while (step < BINARY_SUFFIXES.length - 1 && mantissa % 1024n === 0n) {
    mantissa /= 1024n;
    step += 1;
  }
  return `${mantissa}${BINARY_SUFFIXES[step]}`;
}

/** The value in billionths, for comparing and adding. */
export function quantityNanos(value: string | number): bigint {
  return parse(String(value))?.nanos ?? 0n;
}
