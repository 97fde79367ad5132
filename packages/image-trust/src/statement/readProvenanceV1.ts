import { z } from 'zod';
import { toCommit } from './commitOf';
import { digests, optionalText, optionalTime } from './fields';
import type { Provenance, Source } from './Predicate';
import { Material, onlySource, resolveSource } from './resolveSource';

const material = z.object({
  uri: optionalText,
  name: optionalText,
  digest: digests,
});
const workflow = z.object({
  repository: z.string(),
  ref: optionalText,
  path: optionalText,
});
const configSource = z.object({
  uri: z.string(),
  digest: digests,
  path: optionalText,
});

/** @see https://slsa.dev/spec/v1.0/provenance */
const schema = z.object({
  buildDefinition: z.object({
    buildType: optionalText,
    externalParameters: z.record(z.unknown()).nullish(),
    resolvedDependencies: z
      .array(material)
      .nullish()
      .transform(list => list ?? []),
  }),
  runDetails: z.object({
    builder: z.object({ id: optionalText }),
    metadata: z
      .object({
        // The specification and BuildKit spell it differently.
        invocationId: optionalText,
        invocationID: optionalText,
        startedOn: optionalTime,
        finishedOn: optionalTime,
        buildkit_metadata: z
          .object({
            vcs: z
              .object({ source: optionalText, revision: optionalText })
              .nullish(),
          })
          .nullish(),
      })
      .nullish(),
  }),
});

type Parsed = z.infer<typeof schema>;

/** Reads SLSA provenance v1 as GitHub, slsa-github-generator, GitLab, BuildKit, Google Cloud Build and Tekton Chains write it. */
export function readProvenanceV1(predicate: unknown): Provenance {
  const parsed = schema.parse(predicate);
  const { buildDefinition, runDetails } = parsed;
  const { metadata } = runDetails;
  return {
    kind: 'provenance',
    version: 'v1',
    builder: runDetails.builder.id,
    buildType: buildDefinition.buildType,
    source: sourceOf(parsed),
    invocation: metadata?.invocationId ?? metadata?.invocationID,
    startedAt: metadata?.startedOn,
    finishedAt: metadata?.finishedOn,
  };
}

function sourceOf({ buildDefinition, runDetails }: Parsed): Source | undefined {
  const { resolvedDependencies: materials } = buildDefinition;
  const parameters = buildDefinition.externalParameters ?? {};
  const named =
    fromWorkflow(parameters.workflow ?? parameters.buildConfigSource) ??
    fromSource(parameters.source, parameters.entryPoint) ??
    fromConfigSource(parameters.configSource);
  if (named) return resolveSource(named, materials);

  const vcs = runDetails.metadata?.buildkit_metadata?.vcs;
  if (vcs?.source) {
    return resolveSource(
      { uri: vcs.source, commit: toCommit(vcs.revision) },
      materials,
    );
  }
  return buildDefinition.buildType?.startsWith('https://tekton.dev/')
    ? onlySource(tektonInputs(materials))
    : undefined;
}

type Named = Parameters<typeof resolveSource>[0];

/** GitHub's `workflow`, and Google Cloud Build's `buildConfigSource`. */
function fromWorkflow(value: unknown): Named | undefined {
  const parsed = workflow.safeParse(value);
  if (!parsed.success) return undefined;
  const { repository: uri, ref, path: entryPoint } = parsed.data;
  return { uri, ref, entryPoint };
}

/** A text with GitLab, a resource descriptor with slsa-github-generator. */
function fromSource(value: unknown, entryPoint: unknown): Named | undefined {
  const parsed = z
    .union([z.string().transform(uri => ({ uri, digest: {} })), configSource])
    .safeParse(value);
  if (!parsed.success) return undefined;
  return {
    ...parsed.data,
    entryPoint: typeof entryPoint === 'string' ? entryPoint : undefined,
  };
}

/** BuildKit, when it built from a Git context. */
function fromConfigSource(value: unknown): Named | undefined {
  const parsed = configSource.safeParse(value);
  if (!parsed.success) return undefined;
  const { uri, digest, path: entryPoint } = parsed.data;
  return { uri, digest, entryPoint };
}

/** Tekton also lists where its pipelines and tasks came from: those are no source of the image. */
function tektonInputs(
  materials: Parsed['buildDefinition']['resolvedDependencies'],
): Material[] {
  return materials.filter(({ name }) => name?.startsWith('inputs/'));
}
