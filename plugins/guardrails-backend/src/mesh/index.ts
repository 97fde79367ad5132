export type { MeshPod, ParsedPeerAuthentication } from './MeshFacts';
