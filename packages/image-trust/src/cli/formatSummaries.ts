import { toVsa } from '../report/toVsa';
import { reportsOf, VerifiedImage } from './VerifiedImage';

/** Verification summaries, one statement on each line; an image that nobody could judge has none. */
export function formatSummaries(
  images: readonly VerifiedImage[],
  options: Parameters<typeof toVsa>[1],
): { text: string; without: number } {
  const statements = reportsOf(images).flatMap(
    report => toVsa(report, options) ?? [],
  );
  return {
    text: statements.map(each => `${JSON.stringify(each)}\n`).join(''),
    without: images.length - statements.length,
  };
}
