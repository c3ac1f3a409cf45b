import type { TimeWindow } from '@voldgrav/hydrology';

/**
 * What a sensor can do wrong, and what of it can be chosen:
 * `stuck` repeats the first value it says; `spiking` leaps by `by` every tenth time; `silent` says nothing; `late` arrives
 * `by` seconds after its time; `twice` arrives again ten seconds later; `clock-astray` is `by` seconds wrong about the time,
 * ahead above zero; `gateway-outage` is heard by nobody, and all of it arrives when the fault is over.
 */
export const FAULT_KINDS = ['stuck', 'spiking', 'silent', 'late', 'twice', 'clock-astray', 'gateway-outage'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
export const isFaultKind = (name: string): name is FaultKind => (FAULT_KINDS as readonly string[]).includes(name);

export interface SensorFault {
  readonly kind: FaultKind;
  /** Those whom it befalls; every one when it is left out, as all behind one gateway. */
  readonly sensors?: ReadonlySet<string>;
  /** By the sensors' own time. */
  readonly during: TimeWindow;
  /** A spike's height in the sensor's unit, or seconds; what is usual for the kind when left out. */
  readonly by?: number;
}

/** Usual sizes: a metre of spike, a quarter of an hour late, an hour astray as summer time is. */
export const USUAL: Readonly<Record<FaultKind, number>> = { spiking: 1, late: 900, 'clock-astray': 3600, stuck: 0, silent: 0, twice: 10, 'gateway-outage': 0 };
