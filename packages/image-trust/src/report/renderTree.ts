/** A line with what belongs to it. */
export type Branch = { text: string; children?: readonly Branch[] };

/** Lines with guides to their left; the top has none. */
export function renderTree({ text, children = [] }: Branch): string[] {
  return [
    text,
    ...children.flatMap((child, index) => {
      const last = index === children.length - 1;
      const [first, ...rest] = renderTree(child);
      return [
        `${last ? '└─' : '├─'} ${first}`,
        ...rest.map(line => `${last ? '  ' : '│ '} ${line}`),
      ];
    }),
  ];
}
