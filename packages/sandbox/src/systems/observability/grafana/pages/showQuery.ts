import { z } from 'zod';
import { Html, html } from '../../../../http/html';
import { JsonClient } from '../../../../http/JsonClient';

type Range = { from: Date; to: Date };

const shownLines = 200;

const streams = z.object({
  data: z.object({
    result: z.array(
      z.object({
        stream: z.record(z.string()),
        values: z.array(z.tuple([z.string(), z.string()]).rest(z.unknown())),
      }),
    ),
  }),
});

const matrix = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});

/** The lines of a query, newest first. */
export async function showLogs(
  url: string,
  expr: string,
  { from, to }: Range,
): Promise<Html> {
  const query = new URLSearchParams({
    query: expr,
    start: `${from.getTime()}000000`,
    end: `${to.getTime()}000000`,
    limit: String(shownLines),
  });
  return answerOf(async () => {
    const answer = streams.parse(
      await new JsonClient({ url }).get(`/loki/api/v1/query_range?${query}`),
    );
    const lines = answer.data.result
      .flatMap(({ stream, values }) =>
        values.map(([time, line]) => ({ time, line, pod: stream.pod })),
      )
      .sort((a, b) => (a.time < b.time ? 1 : -1));
    if (lines.length === 0) return html`<p>No line in this time.</p>`;
    return html`<p>${lines.length} lines</p>
      <table>
        ${lines.map(
          ({ time, line, pod }) =>
            html`<tr>
              <td>
                <small>${new Date(Number(time) / 1e6).toISOString()}</small>
              </td>
              <td><small>${pod}</small></td>
              <td><code>${line}</code></td>
            </tr>`,
        )}
      </table>`;
  });
}

/** The last value of each series, and how many points there are. */
export async function showMetrics(
  url: string,
  expr: string,
  { from, to }: Range,
): Promise<Html> {
  const query = new URLSearchParams({
    query: expr,
    start: String(from.getTime() / 1000),
    end: String(to.getTime() / 1000),
    step: '15',
  });
  return answerOf(async () => {
    const answer = matrix.parse(
      await new JsonClient({ url }).get(`/api/v1/query_range?${query}`),
    );
    const { result } = answer.data;
    if (result.length === 0) return html`<p>No series in this time.</p>`;
    return html`<table>
      ${result.map(
        ({ metric, values }) =>
          html`<tr>
            <td><code>${JSON.stringify(metric)}</code></td>
            <td>${values[values.length - 1][1]}</td>
            <td><small>${values.length} points</small></td>
          </tr>`,
      )}
    </table>`;
  });
}

async function answerOf(show: () => Promise<Html>): Promise<Html> {
  try {
    return await show();
  } catch (error) {
    return html`<p class="bad">${String(error)}</p>`;
  }
}
