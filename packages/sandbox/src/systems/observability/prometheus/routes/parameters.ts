import { parseStep } from '../../query/durations';
import { Parameters } from '../../loki/routes/answers';
import { badParameter } from '../PrometheusError';

export { parameters } from '../../loki/routes/answers';
export type { Parameters } from '../../loki/routes/answers';

/** A time in seconds or RFC 3339; milliseconds since 1970. */
export function parseTime(text: string): number | undefined {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const ms = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** @throws PrometheusError when it is not there or no time */
export function requireTime(given: Parameters, name: string): number {
  const text = given.get(name) ?? '';
  const time = parseTime(text);
  if (time === undefined) {
    throw badParameter(name, `cannot parse "${text}" to a valid timestamp`);
  }
  return time;
}

export function requireStep(given: Parameters): number {
  const text = given.get('step') ?? '';
  const step = text === '' ? undefined : parseStep(text);
  if (step === undefined) {
    throw badParameter('step', `cannot parse "${text}" to a valid duration`);
  }
  if (step <= 0) {
    throw badParameter(
      'step',
      'zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  }
  return step;
}

/** How many series may come back; 0 is all. */
export function readLimit(given: Parameters): number {
  const limit = Number(given.get('limit') ?? 0);
  if (limit < 0) throw badParameter('limit', 'limit must be non-negative');
  return limit;
}

export function checkTimeout(given: Parameters): void {
  const text = given.get('timeout');
  if (text !== undefined && parseStep(text) === undefined) {
    throw badParameter('timeout', `cannot parse "${text}" to a valid duration`);
  }
}

export const truncated = 'results truncated due to limit';
