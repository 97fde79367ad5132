import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { validate } from 'jsonschema';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { ActionRun, Checkpoints, runAction } from './runAction';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');

const exampleSchema = z.object({
  steps: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      action: z.string(),
      input: z.record(z.unknown()),
    }),
  ),
});

/** An action with an input on which it has something to do. */
export interface ActionUnderTest<I extends JsonObject, O extends JsonObject> {
  action: TemplateAction<I, O>;
  input: I;
  workspacePath: string;
  /** Everything outside that the action can change. */
  effects(): Promise<unknown>;
}

/** What holds for each of the actions. */
export function describeScaffolderAction<
  I extends JsonObject,
  O extends JsonObject,
>(
  create: () => Promise<ActionUnderTest<I, O>>,
  options: {
    /** Whether it writes at all. */
    hasEffect: boolean;
  },
): void {
  describe('as an action', () => {
    let subject: ActionUnderTest<I, O>;

    beforeEach(async () => {
      subject = await create();
    });

    const run = (
      given: { isDryRun?: boolean; checkpoints?: Checkpoints } = {},
    ) => runAction(subject.action, subject.input, { ...subject, ...given });
    const withoutResult = ({ output }: ActionRun) => {
      const { result: _, ...rest } = output;
      return rest;
    };

    it('is documented', () => {
      const { id, description, schema, supportsDryRun } = subject.action;
      expect(id).toMatch(/^[a-z]+:[a-z]+:[a-z]+$/);
      expect(description).toMatch(/\.$/);
      expect(supportsDryRun).toBe(true);
      const section = readme
        .split(/^##+ /m)
        .find(s => s.startsWith(`\`${id}\``));
      const inputs = Object.entries(schema?.input?.properties ?? {});
      const outputs = Object.keys(schema?.output?.properties ?? {});
      for (const [name, { description: text }] of inputs) {
        expect({ name, text }).toEqual({ name, text: expect.any(String) });
      }
      for (const name of [...inputs.map(([input]) => input), ...outputs]) {
        expect(section).toContain(`| \`${name}\` `);
      }
    });

    it('has examples that fit its schema', () => {
      const examples = subject.action.examples ?? [];
      expect(examples.length).toBeGreaterThanOrEqual(2);
      for (const { example } of examples) {
        for (const step of exampleSchema.parse(parse(example)).steps) {
          expect(step.action).toBe(subject.action.id);
          const { errors } = validate(
            step.input,
            subject.action.schema!.input!,
          );
          expect(errors.map(error => error.stack)).toEqual([]);
        }
      }
    });

    it('refuses an input that it does not know', () => {
      const { errors } = validate(
        { ...subject.input, misspelt: true },
        subject.action.schema!.input!,
      );
      expect(errors).toHaveLength(1);
    });

    it('has one effect when it is run twice, and answers the same', async () => {
      const before = await subject.effects();
      const first = await run();
      const after = await subject.effects();
      expect(isDeepStrictEqual(after, before)).toBe(!options.hasEffect);
      const second = await run();
      expect(await subject.effects()).toEqual(after);
      expect(withoutResult(second)).toEqual(withoutResult(first));
    });

    it('goes on from its checkpoints when its task is run again', async () => {
      const checkpoints: Checkpoints = new Map();
      const first = await run({ checkpoints });
      const second = await run({ checkpoints });
      expect(second.output).toEqual(first.output);
    });

    it('has no effect in a dry run', async () => {
      const before = await subject.effects();
      const { output } = await run({ isDryRun: true });
      expect(output.result).toEqual(expect.any(String));
      expect(await subject.effects()).toEqual(before);
    });
  });
}
