import type { Inspection, Unresolved } from './Inspector';

// One image may be unlucky; three in a row are not.
const patience = 3;

/**
 * Registries that do not answer, or no longer want to be asked. After some
 * images in a row the others of the same registry are not asked for: each
 * would wait for all its retries to be told the same.
 */
export class Outages {
  readonly #inARow = new Map<string, number>();

  /** What to say of an image of a registry that is not worth asking now. */
  of({
    reference,
    registry,
  }: {
    reference: string;
    registry: string;
  }): Unresolved | undefined {
    const failed = this.#inARow.get(registry) ?? 0;
    if (failed < patience) return undefined;
    const found = `not asked: ${registry} did not answer for ${failed} images in a row`;
    return { reference, code: 'UNREACHABLE', found };
  }

  note(registry: string, inspection: Inspection): void {
    const gaveUp =
      'code' in inspection &&
      ['UNREACHABLE', 'RATE_LIMITED'].includes(inspection.code);
    this.#inARow.set(
      registry,
      gaveUp ? (this.#inARow.get(registry) ?? 0) + 1 : 0,
    );
  }
}
