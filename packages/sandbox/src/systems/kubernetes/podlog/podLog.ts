import { KubeObject } from '../schema/types';

/** A line that a container wrote. */
export interface LogLine {
  time: Date;
  text: string;
}

/** The lines that a container has written, oldest first. */
export type ReadPodLog = (options: {
  pod: KubeObject;
  container: string;
  startedAt: Date;
  /** When it ended with an error; it wrote nothing after that. */
  failedAt?: Date;
  now: Date;
}) => LogLine[];

const requestEverySeconds = 7;
/** As much as a node keeps of a container's log. */
const mostLines = 2000;
const requests = [
  ['GET', '/healthz', 200, 1],
  ['GET', '/readyz', 200, 1],
  ['GET', '/api/quotes?from=NLRTM&to=SGSIN', 200, 23],
  ['GET', '/metrics', 200, 4],
  ['POST', '/api/quotes', 201, 41],
  ['GET', '/healthz', 200, 1],
  ['GET', '/api/quotes/9f3c', 200, 12],
  ['GET', '/api/quotes/unknown', 404, 3],
] as const;

/**
 * Nothing runs here, so containers log what a small HTTP service would: its
 * start, and then its probes and requests.
 */
export const believableLog: ReadPodLog = ({
  pod,
  container,
  startedAt,
  failedAt,
  now,
}) => {
  const service = pod.metadata.labels?.['app.kubernetes.io/name'] ?? container;
  const line = (time: Date, fields: object): LogLine => ({
    time,
    text: JSON.stringify({ time, level: 'info', service, ...fields }),
  });
  const until = failedAt ?? now;
  const elapsed = (until.getTime() - startedAt.getTime()) / 1000;
  const count = Math.max(0, Math.floor(elapsed / requestEverySeconds));
  const first = Math.max(0, count - mostLines);
  const answered = Array.from({ length: count - first }, (_, index) => {
    const n = first + index;
    const [method, path, status, ms] = requests[n % requests.length];
    const seconds = (n + 1) * requestEverySeconds;
    return line(new Date(startedAt.getTime() + seconds * 1000), {
      message: 'request',
      method,
      path,
      status,
      durationMs: ms + (n % 5),
    });
  });
  const starting = [
    line(startedAt, { message: 'starting', pod: pod.metadata.name }),
    line(startedAt, { message: 'listening', port: 8080 }),
  ];
  const lines = first > 0 ? answered : [...starting, ...answered];
  return failedAt
    ? [
        ...lines,
        line(failedAt, {
          level: 'fatal',
          message: 'cannot start',
          error: 'the self-test after the start failed',
        }),
      ]
    : lines;
};
