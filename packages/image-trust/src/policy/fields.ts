import { z } from 'zod';

export const name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,99}$/,
    'must be 1 to 100 letters, digits, spaces and . _ : / -',
  );
export const text = z
  .string()
  .min(1, 'must not be empty')
  .max(1024, 'must have 1,024 characters at the most');
export const time = z.string().datetime({
  offset: true,
  message: 'must be a time as 2026-03-01T00:00:00Z',
});
export const patterns = z
  .array(text)
  .min(1, 'must name at least one')
  .max(200, 'must name 200 at the most');
