import { GridColDef } from '@mui/x-data-grid';
import { Answer } from '@portolan/plugin-supply-chain-common';
import { AnswerCell } from './AnswerCell';

type Answered = { signed: Answer; scanned: Answer; source: Answer };

/** The three answers, a column each. */
export function answerColumns<Row extends Answered>(): GridColDef<Row>[] {
  const titles = { signed: 'Signed', scanned: 'Scanned', source: 'Source' };
  return (Object.keys(titles) as (keyof Answered)[]).map(field => ({
    field,
    headerName: titles[field],
    minWidth: 105,
    renderCell: ({ row }) => <AnswerCell answer={row[field]} />,
  }));
}
