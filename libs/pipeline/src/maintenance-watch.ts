import type { Instant } from '@voldgrav/hydrology';
import { maintenanceState } from '@voldgrav/quality';
import type { MaintenanceWindow, Sensor } from '@voldgrav/reading';
import type { LiveChange, LiveMaintenance } from '@voldgrav/wire';

/**
 * Who is at which sensor, by the clock alone: a window that is overdue is shown though the sensor says nothing, since a
 * forgotten one would hide a flood.
 */
export class MaintenanceWatch {
  private readonly sensors: readonly Sensor[];
  private readonly said = new Map<string, LiveMaintenance>();

  constructor(sensors: readonly Sensor[]) {
    this.sensors = sensors.filter(({ maintenance = [] }) => maintenance.length > 0);
  }

  /** Every sensor that someone is at, or should have left. */
  at(now: Instant): readonly LiveMaintenance[] {
    return this.sensors.flatMap(({ id, maintenance = [] }) => {
      const inState = (state: 'overrun' | 'in-maintenance') => maintenance.filter((window) => maintenanceState(window, now) === state).map((window) => shown(id, state, window));
      // One that is planned hides one that is overdue no more than it ends it.
      return [...inState('overrun'), ...inState('in-maintenance')].slice(0, 1);
    });
  }

  /** What of that is news since it was last said. */
  news(now: Instant): readonly LiveChange[] {
    if (this.sensors.length === 0) return [];
    const current = new Map(this.at(now).map((each) => [each.sensor, each]));
    const over = [...this.said.values()].filter(({ sensor }) => !current.has(sensor)).map((each): LiveMaintenance => ({ ...each, state: 'over' }));
    const begun = [...current.values()].filter((each) => !isSame(each, this.said.get(each.sensor)));
    for (const { sensor } of over) this.said.delete(sensor);
    for (const each of begun) this.said.set(each.sensor, each);
    return [...over, ...begun].map((maintenance) => ({ kind: 'maintenance', maintenance }));
  }
}

const shown = (sensor: string, state: LiveMaintenance['state'], { reason, until }: MaintenanceWindow): LiveMaintenance => ({ sensor, state, reason, until });

const isSame = (one: LiveMaintenance, other: LiveMaintenance | undefined): boolean =>
  other !== undefined && one.state === other.state && one.until === other.until && one.reason === other.reason;
