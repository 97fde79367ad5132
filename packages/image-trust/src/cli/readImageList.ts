import { findImages, WantedImage } from './findImages';
import { UsageError } from './UsageError';

/**
 * Reads what images to verify: one reference on each line, with `#` before
 * comments, or Kubernetes manifests.
 *
 * @param source - how the text is called in errors
 * @throws UsageError also when there is none: nothing to verify is not "accepted"
 */
export function readImageList(text: string, source: string): WantedImage[] {
  const images = isManifest(text)
    ? findImages(text, source)
    : readLines(text, source);
  if (images.length > 0) return images;
  throw new UsageError(source, {
    problem: 'names no image',
    fix: 'Give references, one on each line, or manifests with containers.',
  });
}

/** No line with a reference is a field, the start of a document, or JSON; one may begin with the bracket of an IPv6 address. */
function isManifest(text: string): boolean {
  return /^\s*(?:\{|\[\s*(?:\{|$)|---(?:\s|$)|-?\s*["']?[A-Za-z][A-Za-z0-9]*["']?:(?:\s|$))/m.test(
    text,
  );
}

function readLines(text: string, source: string): WantedImage[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const reference = line.replace(/(?:^|\s)#.*$/, '').trim();
    const at = `${source}:${index + 1}`;
    return reference ? [{ reference, at }] : [];
  });
}
