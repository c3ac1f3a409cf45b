import type { LiveChange } from '@voldgrav/wire';

/** Which thing a change is about. A later change of the same thing replaces an earlier one that has not gone out. */
export function changeKey(change: Exclude<LiveChange, { kind: 'observation' }>): string {
  switch (change.kind) {
    case 'basin':
      return `basin/${change.basin.id}`;
    case 'catchment':
      return `catchment/${change.catchment.id}`;
    case 'readiness':
      return `readiness/${change.readiness.id}`;
    case 'alert':
      return `alert/${change.alert.id}`;
    case 'storm':
      return `storm/${change.storm.id}`;
    case 'evidence':
      return `evidence/${change.evidence.id}`;
    case 'maintenance':
      return `maintenance/${change.maintenance.sensor}`;
    case 'intake':
      return 'intake';
    case 'spool':
      return 'spool';
  }
}
