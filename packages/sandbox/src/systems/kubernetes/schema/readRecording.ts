import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeObject } from './types';

/** Recorded exchanges of the real API server, for tests that need real objects. */
const DIRECTORY = join(__dirname, '../../../../contracts/kubernetes');

export interface RecordedExchange {
  name: string;
  request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: unknown;
  };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

export function readRecording(scenario: string): RecordedExchange[] {
  const text = readFileSync(join(DIRECTORY, `${scenario}.json`), 'utf8');
  return JSON.parse(text).exchanges.filter(
    (exchange: RecordedExchange) => exchange.request,
  );
}

/** One exchange by its name. */
export function recorded(scenario: string, name: string): RecordedExchange {
  const found = readRecording(scenario).find(one => one.name === name);
  if (!found) throw new Error(`${scenario} has no exchange '${name}'`);
  return found;
}

export function bodyOf(value: unknown): KubeObject {
  return typeof value === 'string' ? JSON.parse(value) : (value as KubeObject);
}
