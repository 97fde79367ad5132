import { WorkflowStep } from '../workflow/parseWorkflow';
import { isSeverity, severities, Severity } from './Severity';

/** Which findings fail a scan. */
export type Threshold = {
  severities: Severity[];
  /** Whether a finding that no version fixes is let through. */
  ignoreUnfixed: boolean;
};

/** The step asks for what Trivy does not know; the message is for who wrote it. */
export class ThresholdError extends Error {}

/**
 * Reads what fails a scan off the step that runs it: each `trivy` command with
 * an `--exit-code`, or the inputs of the action `aquasecurity/trivy-action`.
 * None means that findings are reported only.
 */
export function readThresholds(step: WorkflowStep): Threshold[] {
  if (/^aquasecurity\/trivy-action@/.test(step.uses ?? '')) {
    const input = (name: string) => String(step.with[name] ?? '');
    return Number(input('exit-code')) === 0
      ? []
      : [
          {
            severities: parseSeverities(input('severity')),
            ignoreUnfixed: input('ignore-unfixed') === 'true',
          },
        ];
  }
  return commandsOf(step.run ?? '')
    .filter(words => words[0] === 'trivy')
    .filter(words => Number(optionOf(words, '--exit-code') ?? 0) !== 0)
    .map(words => ({
      severities: parseSeverities(
        optionOf(words, '--severity') ?? optionOf(words, '-s') ?? '',
      ),
      ignoreUnfixed: ['--ignore-unfixed', '--ignore-unfixed=true'].some(flag =>
        words.includes(flag),
      ),
    }));
}

/** Without one, Trivy reports all of them. */
function parseSeverities(text: string): Severity[] {
  if (!text) return [...severities];
  return text.split(',').map(part => {
    const severity = part.trim().toUpperCase();
    if (isSeverity(severity)) return severity;
    throw new ThresholdError(
      `'${part.trim()}' is no severity: Trivy knows ${severities.join(', ')}`,
    );
  });
}

function commandsOf(script: string): string[][] {
  return script
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map(line => line.trim().split(/\s+/));
}

/** `--name value` or `--name=value`. */
function optionOf(words: string[], name: string): string | undefined {
  const index = words.findIndex(
    word => word === name || word.startsWith(`${name}=`),
  );
  if (index < 0) return undefined;
  const [, inline] = words[index].split('=');
  return inline ?? words[index + 1];
}
