import type { ZodTypeAny } from 'zod';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { policyApiVersion, policySchema } from '../src/policy/Policy';
import { casesSchema } from '../src/policy/PolicyCases';
import { reportSchema } from '../src/report/Report';

const published: readonly [file: string, title: string, schema: ZodTypeAny][] =
  [
    ['policy.v1.json', 'image-trust.yaml: a policy for images', policySchema],
    ['policy-cases.v1.json', 'Cases that a policy is tested by', casesSchema],
    ['report.v1.json', 'What is known of an image', reportSchema],
  ];

/** The JSON Schemas that the package publishes, by file name. */
export function publishedSchemas(): Map<string, unknown> {
  return new Map(
    published.map(([file, title, schema]) => [
      file,
      {
        $id: `https://${policyApiVersion}/${file}`,
        title,
        ...zodToJsonSchema(schema, {
          // What is written: texts that are read as times are still texts.
          pipeStrategy: 'input',
          effectStrategy: 'input',
          // A report may gain fields; a policy with an unknown one is refused.
          removeAdditionalStrategy: 'strict',
          $refStrategy: 'none',
        }),
      },
    ]),
  );
}
