import { z } from 'zod';

/** A text that may be missing, empty or null: tools write all three for "not known". */
export const optionalText = z
  .string()
  .nullish()
  .transform(text => text || undefined);

/** A time that may be missing or be none, as Go's zero time. */
export const optionalTime = z.unknown().transform((value): Date | undefined => {
  if (typeof value !== 'string') return undefined;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) || time.getTime() <= 0 ? undefined : time;
});

/** Digests by algorithm; what is no text is left out. */
export const digests = z
  .record(z.unknown())
  .nullish()
  .transform(record => record ?? {});
