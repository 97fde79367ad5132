/** A value as it is after a journey through JSON. */
export type Json<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
  ? Json<Item>[]
  : T extends object
  ? { -readonly [Key in keyof T]: Json<T[Key]> }
  : T;

/** Turns times into text and leaves out what is undefined, as JSON does. */
export function toJson<T>(value: T): Json<T> {
  return JSON.parse(JSON.stringify(value));
}
