import { ControlCell } from '@portolan/plugin-guardrails-common';

/** What stands beside a cell's stage; its sentence says it in full. */
export function cellWord(cell: ControlCell): string | undefined {
  const { counts, code } = cell;
  switch (code) {
    case 'open':
      return cell.stage === 'DISABLE'
        ? 'switched off'
        : `${counts.fail + counts.warn + counts.error + counts.unknown} open`;
    case 'excepted':
      return 'excepted';
    case 'never-evaluated':
      return 'never evaluated';
    case 'partly-evaluated':
      return `${counts.unevaluated} not evaluated`;
    case 'stale':
      return 'stale';
    case 'no-data':
      return 'no data';
    case 'nothing-runs':
      return 'nothing runs';
    case 'outside-mesh':
      return 'pods not in the mesh';
    case 'off':
      return undefined;
    default:
      return 'clean';
  }
}
