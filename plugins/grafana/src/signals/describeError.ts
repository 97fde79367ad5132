import { SourceError, SourceErrorCode } from '@portolan/plugin-grafana-common';

const sentences: Record<SourceErrorCode, string> = {
  unauthorized: "does not accept the portal's token.",
  forbidden: "does not let the portal's token read this.",
  unreachable: 'cannot be reached.',
  timeout: 'does not answer in time.',
  'rate-limited': 'was asked too often.',
  'server-error': 'answers with an error.',
  'invalid-answer': 'answers something that the portal does not understand.',
  'not-configured': 'is not set up for this.',
};

/** What is wrong with a source, for the line above what there is. */
export function describeError({ source, code }: SourceError): string {
  return `${source} ${sentences[code]}`;
}
