import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { UserEntity } from '@backstage/catalog-model';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { JsonObject, JsonValue } from '@backstage/types';
import { validate } from 'jsonschema';

export interface ActionRun {
  output: JsonObject;
  log: string[];
}

/** Results that a task remembers between its runs, by key. */
export type Checkpoints = Map<string, JsonValue | void>;

export interface ActionRunOptions {
  workspacePath: string;
  isDryRun?: boolean;
  user?: { ref?: string; entity?: UserEntity };
  signal?: AbortSignal;
  /** Those of an earlier run of the same task. */
  checkpoints?: Checkpoints;
}

/**
 * Runs an action as the scaffolder does: the input and the output fit the schemas, and
 * what a checkpoint returned is remembered, as JSON. (The stock mock context forgets.)
 */
export async function runAction<I extends JsonObject, O extends JsonObject>(
  action: TemplateAction<I, O>,
  input: I,
  options: ActionRunOptions,
): Promise<ActionRun> {
  const { checkpoints = new Map() } = options;
  const run: ActionRun = { output: {}, log: [] };
  const logger = mockServices.logger.mock();
  for (const level of ['info', 'warn'] as const) {
    logger[level].mockImplementation(message => run.log.push(message));
  }

  expectValid(input, action.schema?.input);
  await action.handler({
    ...options,
    input,
    logger,
    async checkpoint({ key, fn }) {
      if (!checkpoints.has(key)) {
        const value = await fn();
        checkpoints.set(key, JSON.parse(JSON.stringify(value ?? {})));
      }
      return checkpoints.get(key);
    },
    output: (name, value) => {
      Object.assign(run.output, { [name]: value });
    },
    createTemporaryDirectory: async () => options.workspacePath,
    getInitiatorCredentials: async () => mockCredentials.user(),
    task: { id: 'task' },
  });
  expectValid(run.output, action.schema?.output);
  return run;
}

function expectValid(value: JsonObject, schema: object = {}): void {
  const { errors } = validate(value, schema);
  expect(errors.map(error => error.stack)).toEqual([]);
}
