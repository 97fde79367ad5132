import { z } from 'zod';

/** Names of Kubernetes have 253 characters at most; with a namespace before it a few more. */
export const nameText = z.string().min(1).max(600);

export const timeText = z.string().datetime({ offset: true });

/** What every object carries, as far as guardrails read it. */
export const metadataSchema = z.object({
  name: nameText,
  namespace: z.string().max(253).optional(),
  labels: z.record(z.string()).optional(),
  annotations: z.record(z.string()).optional(),
  creationTimestamp: timeText.nullish(),
});

/** The first so many characters, so that no row grows without end. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
