/** Which cell of the matrix is open. */
export type CellRef = { cluster: string; namespace: string; control: string };

/** As the page's address has it. */
export function fromCellRef(cell: CellRef): string {
  return [cell.cluster, cell.namespace, cell.control]
    .map(encodeURIComponent)
    .join('/');
}

export function parseCellRef(
  text: string | undefined | null,
): CellRef | undefined {
  const parts = text?.split('/') ?? [];
  if (parts.length !== 3 || parts.includes('')) return undefined;
  try {
    const [cluster, namespace, control] = parts.map(decodeURIComponent);
    return { cluster, namespace, control };
  } catch {
    // Not written by this page.
    return undefined;
  }
}
