import { z } from 'zod';
import { toCommit } from './commitOf';
import { digests, optionalText, optionalTime } from './fields';
import type { Provenance, Source } from './Predicate';
import { onlySource, resolveSource } from './resolveSource';

const buildkitMetadata = 'https://mobyproject.org/buildkit@v1#metadata';

/** v0.1 has `recipe` where v0.2 has `invocation`; the rest is the same. */
const schema = z.object({
  builder: z.object({ id: optionalText }),
  buildType: optionalText,
  invocation: z
    .object({
      configSource: z
        .object({
          uri: optionalText,
          digest: digests,
          entryPoint: optionalText,
        })
        .nullish(),
    })
    .nullish(),
  recipe: z
    .object({
      type: optionalText,
      definedInMaterial: z.coerce.number().int().nullish().catch(undefined),
      entryPoint: optionalText,
    })
    .nullish(),
  materials: z
    .array(z.object({ uri: optionalText, digest: digests }))
    .nullish()
    .transform(list => list ?? []),
  metadata: z
    .object({
      // The specification and its Go library spell it differently.
      buildInvocationId: optionalText,
      buildInvocationID: optionalText,
      buildStartedOn: optionalTime,
      buildFinishedOn: optionalTime,
      [buildkitMetadata]: z
        .object({
          vcs: z
            .object({ source: optionalText, revision: optionalText })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

type Parsed = z.infer<typeof schema>;

/**
 * Reads SLSA provenance v0.2 and v0.1 as GitHub, slsa-github-generator,
 * GitLab, BuildKit, Google Cloud Build and Tekton Chains write it.
 *
 * @see https://slsa.dev/spec/v0.2/provenance
 */
export function readProvenanceV02(
  predicate: unknown,
  version: 'v0.1' | 'v0.2',
): Provenance {
  const parsed = schema.parse(predicate);
  const { builder, buildType, recipe, metadata } = parsed;
  return {
    kind: 'provenance',
    version,
    builder: builder.id,
    buildType: buildType ?? recipe?.type,
    source: sourceOf(parsed),
    invocation: metadata?.buildInvocationId ?? metadata?.buildInvocationID,
    startedAt: metadata?.buildStartedOn,
    finishedAt: metadata?.buildFinishedOn,
  };
}

function sourceOf(parsed: Parsed): Source | undefined {
  const { buildType, invocation, recipe, materials, metadata } = parsed;
  // Tekton's configSource is where the pipeline's definition came from.
  if (buildType?.startsWith('tekton.dev/')) {
    const definition = invocation?.configSource?.uri;
    return onlySource(materials.filter(({ uri }) => uri !== definition));
  }
  const named = invocation?.configSource;
  if (named?.uri) return resolveSource({ ...named, uri: named.uri }, materials);

  const vcs = metadata?.[buildkitMetadata]?.vcs;
  if (vcs?.source) {
    return resolveSource(
      { uri: vcs.source, commit: toCommit(vcs.revision) },
      materials,
    );
  }
  if (!recipe) return undefined;
  const { definedInMaterial, entryPoint } = recipe;
  const defining = materials[definedInMaterial ?? -1];
  return defining
    ? resolveSource({ ...defining, uri: defining.uri, entryPoint }, materials)
    : onlySource(materials, entryPoint);
}
