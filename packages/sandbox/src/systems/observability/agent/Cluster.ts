import { z } from 'zod';
import { JsonClient } from '../../../http/JsonClient';

/** A cluster that logs and metrics are collected from. */
export type ClusterAddress = {
  name: string;
  url: string;
  token: string;
  ca?: string;
};

const containerStatus = z.object({
  name: z.string(),
  ready: z.boolean().default(false),
  restartCount: z.number().default(0),
  state: z
    .object({
      running: z.object({ startedAt: z.string().optional() }).optional(),
      waiting: z.object({ reason: z.string().optional() }).optional(),
    })
    .default({}),
  lastState: z.object({ terminated: z.object({}).optional() }).default({}),
});

const podSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string(),
    labels: z.record(z.string()).default({}),
  }),
  spec: z.object({ containers: z.array(z.object({ name: z.string() })) }),
  status: z
    .object({
      phase: z.string().default('Pending'),
      containerStatuses: z.array(containerStatus).default([]),
    })
    .default({}),
});

const deploymentSchema = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z.object({ replicas: z.number().default(1) }),
  status: z.object({ availableReplicas: z.number().default(0) }).default({}),
});

export type Pod = z.infer<typeof podSchema>;
export type Deployment = z.infer<typeof deploymentSchema>;

/** Reads what runs in one cluster, over its API as any agent would. */
export class Cluster {
  readonly name: string;
  readonly #client: JsonClient;

  constructor(address: ClusterAddress) {
    this.name = address.name;
    this.#client = new JsonClient({
      url: address.url,
      ca: address.ca,
      authorization: `Bearer ${address.token}`,
    });
  }

  async listPods(): Promise<Pod[]> {
    return listOf(podSchema).parse(await this.#client.get('/api/v1/pods'))
      .items;
  }

  async listDeployments(): Promise<Deployment[]> {
    return listOf(deploymentSchema).parse(
      await this.#client.get('/apis/apps/v1/deployments'),
    ).items;
  }

  /** The lines of a container from a moment on, each with its time in front. */
  async readLog(
    pod: Pod,
    container: string,
    since: Date,
  ): Promise<Array<{ time: Date; line: string }>> {
    const { namespace, name } = pod.metadata;
    const text = await this.#client.get<unknown>(
      `/api/v1/namespaces/${namespace}/pods/${name}/log?container=${container}&timestamps=true&sinceTime=${since.toISOString()}`,
    );
    // One line that is JSON would have been parsed; with a time in front none is.
    return String(text ?? '')
      .split('\n')
      .flatMap(line => {
        const space = line.indexOf(' ');
        return space > 0
          ? [
              {
                time: new Date(line.slice(0, space)),
                line: line.slice(space + 1),
              },
            ]
          : [];
      });
  }
}

function listOf<T extends z.ZodTypeAny>(item: T) {
  return z.object({ items: z.array(item) });
}
