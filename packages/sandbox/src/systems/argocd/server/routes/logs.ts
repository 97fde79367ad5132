import { Request } from 'express';
import { toTimestamp } from '../../controller/timestamps';
import { enforce } from '../Accounts';
import { ApiError } from '../ApiError';
import { startJson } from '../answers';
import { ArgoCdContext, queryText } from '../ArgoCdContext';
import { findApplication, rbacName } from '../findApplication';
import { Handler, RouteTable } from '../RouteTable';

/** Logs of an Application's Pods, as a stream of lines that ends with one marked as last. */
export function addLogRoutes(routes: RouteTable, context: ArgoCdContext): void {
  const handler: Handler = async (req, res) => {
    const { application, caller } = await findApplication(context, req, 'get');
    enforce(caller, {
      resource: 'logs',
      action: 'get',
      object: rbacName(application),
    });
    const podName = req.params.podName ?? queryText(req, 'podName') ?? '';
    const namespace = queryText(req, 'namespace') ?? '';
    const { nodes = [] } = context.controller.treeOf(application);
    const pods = nodes.filter(
      node =>
        node.kind === 'Pod' &&
        (!podName || node.name === podName) &&
        (!namespace || node.namespace === namespace),
    );
    if (!pods.length) {
      throw new ApiError('InvalidArgument', 'pod not found');
    }
    const { client } = context.clusters.find(
      application.spec.destination,
    ).cache;
    const texts = await Promise.all(
      pods.map(async pod => ({
        pod: pod.name,
        text: await client.text(
          `/api/v1/namespaces/${encodeURIComponent(
            pod.namespace ?? '',
          )}/pods/${encodeURIComponent(pod.name)}/log`,
          logQuery(req),
        ),
      })),
    );
    const lines = texts
      .flatMap(({ pod, text }) =>
        text
          .split('\n')
          .filter(Boolean)
          .map(line => toEntry(line, pod)),
      )
      .sort((a, b) => (a.timeStampStr < b.timeStampStr ? -1 : 1));
    startJson(res);
    for (const line of lines) writeResult(line);
    const now = context.now();
    writeResult({
      content: '',
      timeStamp: toTimestamp(now),
      last: true,
      timeStampStr: now.toISOString().replace('Z', '000000Z'),
      podName: '',
    });
    res.end();

    function writeResult(result: object) {
      res.write(`${JSON.stringify({ result })}\n`);
    }
  };
  routes
    .add('/api/v1/applications/:name/pods/:podName/logs', { get: handler })
    .add('/api/v1/applications/:name/logs', { get: handler });
}

function logQuery(req: Request) {
  return {
    container: queryText(req, 'container'),
    tailLines: queryText(req, 'tailLines'),
    sinceSeconds: queryText(req, 'sinceSeconds'),
    previous: queryText(req, 'previous'),
    timestamps: 'true',
  };
}

/** Kubernetes puts the time before each line, apart by a space. */
function toEntry(line: string, podName: string) {
  const [time, ...words] = line.split(' ');
  const at = new Date(time);
  const isTimed = !Number.isNaN(at.getTime());
  return {
    content: isTimed ? words.join(' ') : line,
    timeStamp: isTimed ? toTimestamp(at) : '',
    last: false,
    timeStampStr: isTimed ? withoutTrailingZeros(time) : '',
    podName,
  };
}

function withoutTrailingZeros(time: string): string {
  return time.replace(/\.(\d*?)0*Z$/, (_, digits) =>
    digits ? `.${digits}Z` : 'Z',
  );
}
