export { startSandbox, type Sandbox, type SandboxOptions } from './Sandbox';
export type { StandIn, StandInOptions } from './StandIn';
export { Faults, type Fault } from './faults/Faults';
