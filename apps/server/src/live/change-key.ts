import type { LiveChange } from '@voldgrav/wire';

/**
 * Which thing a change is about: its name, or the change itself where it is about nothing that another could be about. A later
 * change of the same thing replaces an earlier one that has not gone out.
 */
export function changeKey(change: LiveChange): string | LiveChange {
  switch (change.kind) {
    case 'observation':
      // Each moment of a series is a thing of its own: a chart that skipped one would lose a peak.
      return change;
    case 'basin':
      return `basin/${change.basin.id}`;
    case 'catchment':
      return `catchment/${change.catchment.id}`;
    case 'alert':
      return `alert/${change.alert.id}`;
    case 'storm':
      return `storm/${change.storm.id}`;
    case 'evidence':
      return `evidence/${change.evidence.id}`;
    case 'intake':
      return 'intake';
    case 'spool':
      return 'spool';
  }
}
