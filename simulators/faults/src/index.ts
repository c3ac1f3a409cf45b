export { FAULT_KINDS, type FaultKind, isFaultKind, type SensorFault } from './sensor-fault.ts';
export { withFaults } from './with-faults.ts';
