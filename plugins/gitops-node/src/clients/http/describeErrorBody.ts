import { z } from 'zod';

const LENGTH = 300;

const errorSchema = z.object({
  message: z.unknown(),
  error: z.unknown(),
  error_description: z.unknown(),
  errors: z.unknown(),
});

/** The system's own words for what went wrong, from any of the three hosts' ways to say it. */
export function describeErrorBody(text: string): string {
  const words = wordsOf(parse(text)).join('; ') || textOf(text);
  return words.length > LENGTH ? `${words.slice(0, LENGTH)}…` : words;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wordsOf(body: unknown): string[] {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success) return [];
  const { message, error, error_description, errors } = parsed.data;
  const words = [message, error_description ?? error, errors].flatMap(strings);
  return [...new Set(words)];
}

/** GitHub: `errors: [{ message | code, field }]`; GitLab: a text, a list, or lists by field; Gitea: a list of texts. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return value ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(strings);
  if (typeof value !== 'object' || value === null) return [];
  if ('message' in value) return strings(value.message);
  if ('code' in value && 'field' in value) {
    return [`${value.field}: ${value.code}`];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    strings(inner).map(word => `${key} ${word}`),
  );
}

/** A proxy's page in between is reduced to what it says. */
function textOf(text: string): string {
  return text
    .replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
