import { randomBytes, randomUUID } from 'node:crypto';
import { Json } from './Scenario';
import { momentText, wholeQuarterBefore } from './moments';

/** How strictly a resource version that is seen here may be held to the others. */
export type VersionContext =
  /** It is the object's own version, seen right after a request. */
  | 'settled'
  /** Others may have written in between: a stream, or an answer that was waited for. */
  | 'moving'
  /** It is the version of a list or a bookmark: it moves with every write of others. */
  | 'list';

// `{{ $labels.x }}` and `{{.x}}` are templates of the systems themselves.
const placeholder = /\{\{([^{}\s$.][^{}]*)\}\}/g;
const resourceVersion = /^resourceVersion-(\d+)$/;
const uid = /^uid-\d+$/;
const time = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d';
const fractions = new Map([
  ['milli', '\\.\\d{3}'],
  ['micro', '\\.\\d{6}'],
  ['nano', '\\.\\d+'],
]);

/**
 * The values of one run's placeholders.
 *
 * A name is bound where it first appears; from then on it stands for that
 * value. `fork` gives a copy to try a match on; a match that fails leaves the
 * bindings as they were.
 */
export class Bindings {
  readonly #values: Map<string, string>;
  /** What lists said, for `resourceVersion-N`: sent in requests, never compared. */
  readonly #lists: Map<string, string>;
  /** The numbers N of those `resourceVersion-N` whose order is compared. */
  readonly #settled: Set<string>;
  /** What `{{ns:N}}` and the like count from. */
  readonly #zero: Date;

  static from(given: Record<string, string>, now = new Date()): Bindings {
    return new Bindings(
      new Map(Object.entries(given)),
      new Map<string, string>(),
      new Set<string>(),
      wholeQuarterBefore(now),
    );
  }

  private constructor(
    values: Map<string, string>,
    lists: Map<string, string>,
    settled: Set<string>,
    zero: Date,
  ) {
    this.#values = values;
    this.#lists = lists;
    this.#settled = settled;
    this.#zero = zero;
  }

  fork(): Bindings {
    return new Bindings(
      new Map(this.#values),
      new Map(this.#lists),
      new Set(this.#settled),
      this.#zero,
    );
  }

  get(name: string): string | undefined {
    return (
      momentText(name, this.#zero) ??
      this.#lists.get(name) ??
      this.#values.get(name)
    );
  }

  set(name: string, value: string): void {
    this.#values.set(name, value);
  }

  /** Replaces what is bound, in strings and in keys; the rest stays as it is. */
  fill<T extends Json>(value: T): T {
    return fillDeep(value, text => this.fillText(text)) as T;
  }

  fillText(text: string): string {
    return text.replace(placeholder, (whole, name) => this.get(name) ?? whole);
  }

  /** The names in `text` that nothing has given a value. */
  unbound(text: string): string[] {
    return [...text.matchAll(placeholder)]
      .map(([, name]) => name)
      .filter(name => this.get(name) === undefined);
  }

  /**
   * Gives a name that a request sends before any answer showed it a value that
   * nothing has: the recordings ask so for what is not there, or not yet.
   */
  invent(name: string): void {
    if (uid.test(name)) this.set(name, randomUUID());
    if (/^sha-\d+$/.test(name)) this.set(name, randomBytes(20).toString('hex'));
    if (resourceVersion.test(name)) this.set(name, this.#futureVersion());
  }

  /** Matches a recorded text, and binds what is new in it; returns what is wrong, if anything. */
  match(
    expected: string,
    actual: string,
    context: VersionContext = 'settled',
  ): string | undefined {
    const fresh: string[] = [];
    let pattern = '';
    let from = 0;
    for (const found of expected.matchAll(placeholder)) {
      pattern += escape(expected.slice(from, found.index));
      from = found.index + found[0].length;
      pattern += this.#patternOf(found[1], fresh, context);
    }
    pattern += escape(expected.slice(from));
    const hit = new RegExp(`^${pattern}$`).exec(actual);
    if (!hit) {
      return `expected ${quote(this.fillText(expected))}, got ${quote(actual)}`;
    }
    for (const [position, name] of fresh.entries()) {
      const problem = this.#bind(name, hit[position + 1], context);
      if (problem) return problem;
    }
    return undefined;
  }

  #futureVersion(): string {
    const known = [...this.#values, ...this.#lists]
      .filter(([name]) => resourceVersion.test(name))
      .map(([, value]) => Number(value));
    return String(Math.max(0, ...known) + 1_000_000);
  }

  #patternOf(name: string, fresh: string[], context: VersionContext): string {
    const shape = shapeOf(name);
    if (shape) return `(?:${shape})`;
    const moment = momentText(name, this.#zero);
    if (moment !== undefined) return escape(moment);
    const version = resourceVersion.test(name);
    const bound = this.#values.get(name);
    if (bound !== undefined && !(version && context === 'list')) {
      return escape(bound);
    }
    const seen = fresh.indexOf(name);
    if (seen >= 0) return `\\${seen + 1}`;
    fresh.push(name);
    return version ? '(\\d+)' : '([\\s\\S]+?)';
  }

  #bind(
    name: string,
    value: string,
    context: VersionContext,
  ): string | undefined {
    if (uid.test(name)) {
      const twin = [...this.#values].find(
        ([other, known]) => uid.test(other) && known === value,
      );
      if (twin) return `${value} is already the uid of ${twin[0]}`;
    }
    const number = resourceVersion.exec(name)?.[1];
    if (number && context === 'list') {
      this.#lists.set(name, value);
      return undefined;
    }
    this.#values.set(name, value);
    if (!number || context === 'moving') return undefined;
    this.#settled.add(number);
    return this.#orderProblem(number, value);
  }

  #orderProblem(number: string, value: string): string | undefined {
    for (const other of this.#settled) {
      const known = this.#values.get(`resourceVersion-${other}`)!;
      const expected = Math.sign(Number(number) - Number(other));
      const found = Math.sign(Number(value) - Number(known));
      if (expected !== found) {
        return `resourceVersion-${number} is ${value} and resourceVersion-${other} is ${known}: the higher number must be the newer version`;
      }
    }
    return undefined;
  }
}

/** The pattern of a placeholder that stands for a shape, not for a value. */
function shapeOf(name: string): string | undefined {
  if (name === 'any') return '[\\s\\S]*';
  if (name === 'number') return '-?\\d+(?:\\.\\d+)?';
  const [first, ...parts] = name.split(':');
  if (first !== 'time') return undefined;
  const fraction = parts.find(part => part !== 'offset');
  const zone = parts.includes('offset') ? '[+-]\\d\\d:\\d\\d' : 'Z';
  return `${time}${fraction ? fractions.get(fraction) : ''}${zone}`;
}

function fillDeep(value: Json, fill: (text: string) => string): Json {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map(item => fillDeep(item, fill));
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        fill(key),
        fillDeep(item, fill),
      ]),
    );
  }
  return value;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function quote(text: string): string {
  const whole = JSON.stringify(text);
  return whole.length > 300 ? `${whole.slice(0, 300)}…` : whole;
}
