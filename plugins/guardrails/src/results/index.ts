export { readMatrixQuery, readResultQuery } from './readQueries';
export { resultCsv } from './resultCsv';
export { fromCellRef, parseCellRef, type CellRef } from './cellRef';
