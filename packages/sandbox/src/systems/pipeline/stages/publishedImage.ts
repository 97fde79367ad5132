import { BuiltImage, Outputs } from '../runs/Run';
import { StageError } from './Stage';

/** @throws StageError when no earlier step of the run has published an image */
export function publishedImage({ image }: Outputs): BuiltImage {
  if (!image) {
    throw new StageError(
      'No image was published in this run: publish-image has to come before',
    );
  }
  return image;
}

/** What the registry itself calls an image: without the host. */
export function registryName({ repository }: BuiltImage): string {
  return repository.slice(repository.indexOf('/') + 1);
}
