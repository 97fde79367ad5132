import { KeyboardEvent, useRef, useState } from 'react';

type Cell = { row: number; column: number };

/**
 * One stop for the Tab key in a grid, whose cells are reached by arrows, Home
 * and End, as the grid pattern of ARIA has it.
 */
export function useGridFocus(size: { rows: number; columns: number }) {
  const ref = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState<Cell>({ row: 0, column: 0 });
  // The grid may have become smaller.
  const focused = {
    row: Math.min(last.row, size.rows - 1),
    column: Math.min(last.column, size.columns - 1),
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const next = move(focused, event, size);
    if (!next) return;
    event.preventDefault();
    ref.current
      ?.querySelector<HTMLElement>(`[data-cell="${next.row},${next.column}"]`)
      ?.focus();
  };

  return {
    gridProps: { ref, onKeyDown },
    cellProps: (row: number, column: number) => ({
      'data-cell': `${row},${column}`,
      tabIndex: focused.row === row && focused.column === column ? 0 : -1,
      onFocus: () => setLast({ row, column }),
    }),
  };
}

function move(
  { row, column }: Cell,
  event: KeyboardEvent,
  size: { rows: number; columns: number },
): Cell | undefined {
  const within = (value: number, count: number) =>
    Math.max(0, Math.min(value, count - 1));
  switch (event.key) {
    case 'ArrowUp':
      return { row: within(row - 1, size.rows), column };
    case 'ArrowDown':
      return { row: within(row + 1, size.rows), column };
    case 'ArrowLeft':
      return { row, column: within(column - 1, size.columns) };
    case 'ArrowRight':
      return { row, column: within(column + 1, size.columns) };
    case 'Home':
      return { row: event.ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return {
        row: event.ctrlKey ? size.rows - 1 : row,
        column: size.columns - 1,
      };
    default:
      return undefined;
  }
}
