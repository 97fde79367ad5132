import { z } from 'zod';
import { name, text } from './fields';

/** Somebody whose word may count. */
export const identity = z
  .object({
    name: name.describe('Rules and answers call it so.'),
    trustDomain: name.describe(
      'The trust domain in which the identity means something.',
    ),
    key: name.optional().describe('Name of a key of that domain.'),
    issuer: text
      .optional()
      .describe('Who vouched for the identity, exactly as in the certificate.'),
    subject: text
      .optional()
      .describe(
        'The subject alternative name; * within a path segment, ** across segments. Names that are no URI must be exact.',
      ),
    repository: text
      .optional()
      .describe(
        'The repository whose build signed, as in the certificate, e.g. https://github.com/acme/shop or ${component.repository}.',
      ),
    ref: text
      .optional()
      .describe('The ref whose build signed, e.g. refs/heads/main.'),
    workflow: text
      .optional()
      .describe(
        'The workflow whose run signed: a path in its repository, e.g. .github/workflows/release.yaml.',
      ),
  })
  .strict();

export type PolicyIdentity = z.infer<typeof identity>;
