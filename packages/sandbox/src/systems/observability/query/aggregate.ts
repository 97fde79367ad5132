import { Labels, labelText } from './labels';

/** One series at one moment. */
export type Sample = { labels: Labels; value: number };

export type Grouping = { by: boolean; labels: string[] };

/** The labels that a group keeps: those named, or all but those named. */
export function groupLabels(labels: Labels, grouping?: Grouping): Labels {
  if (!grouping) return {};
  return Object.fromEntries(
    Object.entries(labels).filter(([name]) =>
      grouping.by
        ? grouping.labels.includes(name)
        : !grouping.labels.includes(name) && name !== '__name__',
    ),
  );
}

const folds: Record<string, (values: number[]) => number> = {
  sum: values => values.reduce((sum, value) => sum + value, 0),
  count: values => values.length,
  avg: values => values.reduce((sum, value) => sum + value, 0) / values.length,
  min: values => Math.min(...values),
  max: values => Math.max(...values),
  group: () => 1,
};

export const aggregations: ReadonlySet<string> = new Set([
  ...Object.keys(folds),
  'topk',
  'bottomk',
]);

/** `sum by (…)`, `topk(k, …)` over the samples of one moment; groups in the order of their first samples. */
export function aggregate(
  op: string,
  samples: Sample[],
  options: { grouping?: Grouping; parameter?: number },
): Sample[] {
  const groups = new Map<string, { labels: Labels; members: Sample[] }>();
  for (const sample of samples) {
    const labels = groupLabels(sample.labels, options.grouping);
    const key = labelText(labels);
    const group = groups.get(key) ?? { labels, members: [] };
    group.members.push(sample);
    groups.set(key, group);
  }
  if (op === 'topk' || op === 'bottomk') {
    const sign = op === 'topk' ? -1 : 1;
    return [...groups.values()].flatMap(({ members }) =>
      members
        .sort((a, b) => sign * (a.value - b.value))
        .slice(0, options.parameter ?? 0),
    );
  }
  return [...groups.values()].map(({ labels, members }) => ({
    labels,
    value: folds[op](members.map(member => member.value)),
  }));
}
