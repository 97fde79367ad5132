export type {
  ParsedReport,
  ReportedResource,
  ReportedResult,
} from './ReportedResult';
export { parseReport } from './parseReport';
