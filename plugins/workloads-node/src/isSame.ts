/** Whether a row says already what some of its columns are to say. Pure. */
export function isSame<T extends object>(row: T, columns: Partial<T>): boolean {
  return (Object.keys(columns) as (keyof T)[]).every(
    key => row[key] === columns[key],
  );
}
