import { parse } from 'yaml';
import { z } from 'zod';
import { parseDuration } from '../../query/durations';
import { Labels } from '../../query/labels';
import { Expression } from '../promql/ast';
import { parseExpression } from '../promql/parseExpression';

const duration = z
  .string()
  .default('0s')
  .transform((text, context) => {
    const ms = parseDuration(text);
    if (ms === undefined) {
      context.addIssue({ code: 'custom', message: `'${text}' is no duration` });
    }
    return ms ?? 0;
  });

const fileSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      interval: duration,
      rules: z.array(
        z.object({
          record: z.string().optional(),
          alert: z.string().optional(),
          expr: z.string(),
          for: duration,
          keep_firing_for: duration,
          labels: z.record(z.string()).default({}),
          annotations: z.record(z.string()).default({}),
        }),
      ),
    }),
  ),
});

export type Rule = {
  kind: 'alerting' | 'recording';
  name: string;
  query: string;
  expression: Expression;
  forMs: number;
  keepFiringForMs: number;
  labels: Labels;
  annotations: Labels;
};

export type RuleGroup = { name: string; intervalMs: number; rules: Rule[] };

/** Reads a rule file, groups in its order; a wrong one stops the start. */
export function readRules(yaml: string): RuleGroup[] {
  return fileSchema
    .parse(parse(yaml))
    .groups.map(({ name, interval, rules }) => ({
      name,
      intervalMs: interval,
      rules: rules.map(rule => ({
        kind: rule.alert ? ('alerting' as const) : ('recording' as const),
        name: rule.alert ?? rule.record ?? '',
        query: rule.expr,
        expression: parseExpression(rule.expr),
        forMs: rule.for,
        keepFiringForMs: rule.keep_firing_for,
        labels: rule.labels,
        annotations: rule.annotations,
      })),
    }));
}
