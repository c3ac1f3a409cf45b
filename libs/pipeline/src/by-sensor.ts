import { SensorNumbers } from './sensor-numbers.ts';

/** One thing for each sensor that has one: as a map by their names, and found by their numbers. */
export class BySensor<Thing> {
  private readonly numbers: SensorNumbers;
  private readonly things: (Thing | undefined)[] = [];

  /** Books that share the numbers are quickest to ask one after the other about the same sensor. */
  constructor(numbers = new SensorNumbers(), things: Iterable<readonly [sensor: string, thing: Thing]> = []) {
    this.numbers = numbers;
    for (const [sensor, thing] of things) this.set(sensor, thing);
  }

  get(sensor: string): Thing | undefined {
    const number = this.numbers.of(sensor);
    return number === undefined ? undefined : this.things[number];
  }

  set(sensor: string, thing: Thing): void {
    const number = this.numbers.given(sensor);
    // Filled up to there, since a list with holes that is written far beyond its end becomes a map.
    while (this.things.length < number) this.things.push(undefined);
    this.things[number] = thing;
  }
}
