import { parseDocument } from 'yaml';

/** The same manifest with more labels; comments and order stay. */
export function withLabels(
  manifest: string,
  labels: Record<string, string>,
): string {
  const document = parseDocument(manifest);
  for (const [key, value] of Object.entries(labels)) {
    document.setIn(['metadata', 'labels', key], value);
  }
  return document.toString({ lineWidth: 0 });
}
