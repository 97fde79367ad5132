import { ServedResource } from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import { Operation } from './Operation';
import { ObjectKey, ResourceContext, WriteOptions } from './ResourceContext';
import { applyObject } from './applyObject';
import { decodeObject } from './decodeObject';
import { applyPatch, parseJson, patchFunction, patched } from './patchFunction';
import { updateObject } from './updateObject';

export interface PatchOptions {
  type: ServedResource;
  key: ObjectKey;
  subresource?: string;
  /** Without parameters. */
  contentType: string;
  body: string;
  write: WriteOptions;
  /** Of a server-side apply: take fields from other managers. */
  force: boolean;
  /** The `fieldManager` of the query: an apply needs it. */
  fieldManager: string | undefined;
}

export interface PatchResult {
  object: KubeObject;
  created: boolean;
}

/** PATCH of one object, by the four ways that the content type names. */
export function* patchObject(
  context: ResourceContext,
  options: PatchOptions,
): Operation<PatchResult> {
  const { type, contentType } = options;
  if (contentType === applyPatch) {
    return yield* applyObject(context, options);
  }
  const patch = patchFunction(context, type, contentType);
  const body = parseJson(options.body);
  const object = yield* updateObject(context, {
    ...options,
    change: current =>
      decodeObject(
        context,
        type,
        patched(() => patch(current, body)),
        options.write,
      ),
  });
  return { object, created: false };
}
