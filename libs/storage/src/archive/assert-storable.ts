import type { Observation } from '@voldgrav/quality';

/** Throws a TypeError that names the series when an observation breaks the archive's promise (see `ObservationArchive`). */
export function assertStorable({ sensor, quantity, value, phenomenonTime, receivedAt }: Observation): void {
  if (!Number.isFinite(value)) throw new TypeError(`${sensor} ${quantity}: cannot store the value ${value}`);
  if (!Number.isSafeInteger(phenomenonTime) || !Number.isSafeInteger(receivedAt)) {
    throw new TypeError(`${sensor} ${quantity}: cannot store times that are not whole milliseconds (${phenomenonTime}, ${receivedAt})`);
  }
}
