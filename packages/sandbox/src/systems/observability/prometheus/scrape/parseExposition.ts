import { Labels } from '../../query/labels';

export type ScrapedSample = {
  name: string;
  labels: Labels;
  value: number;
  /** When the target says so; else it is the time of the scrape. */
  timeMs?: number;
};

export type MetricHelp = { type: string; help: string };

export type Exposition = {
  samples: ScrapedSample[];
  metadata: Map<string, MetricHelp>;
};

/** The text format that targets expose. */
export function parseExposition(text: string): Exposition {
  const samples: ScrapedSample[] = [];
  const metadata = new Map<string, MetricHelp>();
  for (const line of text.split('\n')) {
    const comment = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    const sample = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: (\d+))?$/.exec(
      line,
    );
    if (comment) {
      const [, what, name, said] = comment;
      const known = metadata.get(name) ?? { type: 'unknown', help: '' };
      metadata.set(
        name,
        what === 'TYPE' ? { ...known, type: said } : { ...known, help: said },
      );
    } else if (sample) {
      const [, name, labels = '', value, time] = sample;
      samples.push({
        name,
        labels: parseLabels(labels),
        value: Number(value),
        timeMs: time === undefined ? undefined : Number(time),
      });
    }
  }
  return { samples, metadata };
}

function parseLabels(text: string): Labels {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [
      name,
      value.replace(/\\(.)/g, '$1'),
    ]),
  );
}
