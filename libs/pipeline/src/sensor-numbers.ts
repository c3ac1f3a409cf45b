/**
 * Numbers the sensors of a town, so that what is known of each lies in a list, at the same place in all of them. A dozen books are asked with every message,
 * all about the same sensor: a map of ten thousand names that are asked in no order costs each of them several cache misses, so the sensor that was asked about last is at hand.
 */
export class SensorNumbers {
  private readonly numbers = new Map<string, number>();
  private lastSensor: string | undefined;
  private lastNumber = 0;

  constructor(sensors: readonly { readonly id: string }[] = []) {
    for (const { id } of sensors) this.given(id);
  }

  /** Undefined for one that has none. */
  of(sensor: string): number | undefined {
    if (sensor === this.lastSensor) return this.lastNumber;
    const number = this.numbers.get(sensor);
    if (number === undefined) return undefined;
    this.lastSensor = sensor;
    this.lastNumber = number;
    return number;
  }

  /** The next one for a sensor that has none yet. */
  given(sensor: string): number {
    const known = this.of(sensor);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(sensor, number);
    return number;
  }
}
