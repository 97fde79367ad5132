import { SourceError } from '@portolan/plugin-grafana-common';
import { isSourceFailure } from '../clients/grafana/SourceFailure';

/** A failure of a source as an answer tells it; anything else is a fault of ours and goes on. */
export function toSourceError(
  failure: unknown,
  environments?: string[],
): SourceError {
  if (!isSourceFailure(failure)) throw failure;
  const { source, code, message, at } = failure;
  return {
    source,
    code,
    message,
    at: at.toISOString(),
    ...(environments && { environments }),
  };
}

/**
 * Each cause once, with all the environments that it leaves in the dark. What
 * Grafana itself answers it answers for the systems behind it as well: that is
 * no failure of theirs.
 */
export function mergeErrors(errors: SourceError[]): SourceError[] {
  const merged = new Map<string, SourceError>();
  for (const error of errors) {
    const key = keyOf(error);
    const known = merged.get(key);
    const environments = [
      ...new Set([
        ...(known?.environments ?? []),
        ...(error.environments ?? []),
      ]),
    ];
    merged.set(key, {
      ...error,
      ...(environments.length > 0 && { environments }),
    });
  }
  return [...merged.values()].filter(error => {
    const [, grafana] = / in (Grafana \(.*\))$/.exec(error.source) ?? [];
    return !grafana || !merged.has(keyOf({ ...error, source: grafana }));
  });
}

function keyOf({ source, code, message }: SourceError): string {
  return `${source} ${code} ${message}`;
}
