export type {
  ParsedReport,
  ReportedResource,
  ReportedResult,
} from './ReportedResult';
