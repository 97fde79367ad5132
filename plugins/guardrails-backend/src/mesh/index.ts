export { effectiveMode } from './effectiveMode';
export { membershipOf, whyOutside } from './membershipOf';
export type { MeshPod, ParsedPeerAuthentication } from './MeshFacts';
export { meshStateOf, type PodOfWorkload } from './meshStateOf';
export { parseMeshPod } from './parseMeshPod';
export { parsePeerAuthentication } from './parsePeerAuthentication';
