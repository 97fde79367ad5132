import { findImages, WantedImage } from './findImages';
import { UsageError } from './UsageError';

/**
 * Reads what images to verify: one reference on each line, with `#` before
 * comments, or Kubernetes manifests. Behind a reference there may be the
 * component whose image it is, and the component's source repository.
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
    const words = line
      .replace(/(?:^|\s)#.*$/, '')
      .split(/\s+/)
      .filter(Boolean);
    const at = `${source}:${index + 1}`;
    if (words.length > 3) {
      throw new UsageError(at, {
        problem: 'has more than an image, a component and a repository',
        fix: 'Write one image on each line, and # before a comment.',
      });
    }
    const [reference, component, repository] = words;
    return reference ? [{ reference, at, component, repository }] : [];
  });
}
