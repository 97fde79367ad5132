import { z } from 'zod';
import { optionalText, optionalTime } from './fields';
import type { Sbom } from './Predicate';

const named = z.object({ name: optionalText, version: optionalText });
const cycloneDxSchema = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: optionalText,
  components: z.array(z.unknown()).nullish(),
  metadata: z
    .object({
      timestamp: optionalTime,
      tools: z
        .union([
          z.array(named),
          z
            .object({ components: z.array(named).nullish() })
            .transform(({ components }) => components ?? []),
        ])
        .nullish(),
    })
    .nullish(),
});
const spdxSchema = z.object({
  spdxVersion: z.string(),
  packages: z.array(z.unknown()).nullish(),
  creationInfo: z
    .object({
      created: optionalTime,
      creators: z.array(z.string()).nullish(),
    })
    .nullish(),
});

/**
 * Reads a CycloneDX document.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function readCycloneDx(predicate: unknown): Sbom {
  const parsed = cycloneDxSchema.parse(unwrapped(predicate));
  const { specVersion, components, metadata } = parsed;
  return {
    kind: 'sbom',
    format: 'cyclonedx',
    version: specVersion,
    createdAt: metadata?.timestamp,
    tools: (metadata?.tools ?? []).map(({ name, version }) =>
      [name, version].filter(Boolean).join(' '),
    ),
    components: components?.length ?? 0,
  };
}

/**
 * Reads an SPDX 2 document, as JSON or as tags and values.
 *
 * @see https://spdx.github.io/spdx-spec/v2.3/
 */
export function readSpdx(predicate: unknown): Sbom {
  const document = unwrapped(predicate);
  const parsed = spdxSchema.parse(
    typeof document === 'string' ? fromTags(document) : document,
  );
  const { spdxVersion, packages, creationInfo } = parsed;
  return {
    kind: 'sbom',
    format: 'spdx',
    version: spdxVersion.replace(/^SPDX-/, ''),
    createdAt: creationInfo?.created,
    tools: (creationInfo?.creators ?? []).flatMap(creator =>
      creator.startsWith('Tool: ') ? [creator.slice('Tool: '.length)] : [],
    ),
    components: packages?.length ?? 0,
  };
}

/** Cosign 1 put the document into the predicate as a text, or as `{Data}`. */
function unwrapped(predicate: unknown): unknown {
  const { Data } = z
    .object({ Data: z.string() })
    .catch({ Data: '' })
    .parse(predicate);
  const text = typeof predicate === 'string' ? predicate : Data;
  if (!text) return predicate;
  return text.trimStart().startsWith('{') ? JSON.parse(text) : text;
}

function fromTags(text: string): unknown {
  const values = (tag: string) =>
    [...text.matchAll(new RegExp(`^${tag}: *(.+)$`, 'gm'))].map(([, value]) =>
      value.trim(),
    );
  return {
    spdxVersion: values('SPDXVersion')[0],
    packages: values('PackageName'),
    creationInfo: {
      created: values('Created')[0],
      creators: values('Creator'),
    },
  };
}
