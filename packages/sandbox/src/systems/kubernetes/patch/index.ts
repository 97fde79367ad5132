export { applyJsonPatch } from './jsonPatch';
export { applyMergePatch } from './mergePatch';
export { PatchError } from './PatchError';
export { applyStrategicMergePatch } from './strategicMergePatch';
