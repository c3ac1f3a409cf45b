import { type Instant, instant } from '@voldgrav/hydrology';
import type { Flag, Observation } from '@voldgrav/quality';
import type { Quantity } from '@voldgrav/reading';
import { BySensor } from './by-sensor.ts';
import type { SensorNumbers } from './sensor-numbers.ts';

const NUMBERS = 5;
const FEWEST = 16;
const NONE: Observation['checks'] = [];

/**
 * The newest observation of every sensor. Each message replaces one, when that has lived just long enough to be taken for something that
 * stays; so of a plain one only its numbers are kept, side by side, and it is made anew for who asks.
 */
export class NewestBook {
  private readonly places: BySensor<number>;
  private readonly sensors: string[] = [];
  private readonly quantities: Quantity[] = [];
  /** Of each: phenomenon time, arrival, value, flag, and whether the time is the sensor's own. */
  private numbers = new Float64Array(FEWEST * NUMBERS);
  /** By place: those of which there is more to tell. */
  private readonly others = new Map<number, Observation>();

  constructor(numbers?: SensorNumbers) {
    this.places = new BySensor(numbers);
  }

  /** Undefined for a sensor that has not spoken. */
  timeOf(sensor: string): Instant | undefined {
    const place = this.places.get(sensor);
    return place === undefined ? undefined : instant(this.numbers[place * NUMBERS] as number);
  }

  set(observation: Observation): void {
    const place = this.placeOf(observation.sensor);
    const { numbers } = this;
    const from = place * NUMBERS;
    numbers[from] = observation.phenomenonTime;
    numbers[from + 1] = observation.receivedAt;
    numbers[from + 2] = observation.value;
    numbers[from + 3] = observation.flag;
    numbers[from + 4] = observation.timeFrom === 'sensor' ? 1 : 0;
    this.quantities[place] = observation.quantity;
    if (isPlain(observation)) this.others.delete(place);
    else this.others.set(place, observation);
  }

  /** In the order in which the sensors spoke first. */
  *[Symbol.iterator](): Generator<Observation> {
    for (const [place, sensor] of this.sensors.entries()) yield this.others.get(place) ?? this.plain(sensor, place);
  }

  private plain(sensor: string, place: number): Observation {
    const from = place * NUMBERS;
    const { numbers } = this;
    return {
      sensor,
      quantity: this.quantities[place] as Quantity,
      value: numbers[from + 2] as number,
      phenomenonTime: instant(numbers[from] as number),
      receivedAt: instant(numbers[from + 1] as number),
      timeFrom: numbers[from + 4] === 1 ? 'sensor' : 'arrival',
      flag: numbers[from + 3] as Flag,
      checks: NONE,
    };
  }

  private placeOf(sensor: string): number {
    const known = this.places.get(sensor);
    if (known !== undefined) return known;
    const place = this.sensors.push(sensor) - 1;
    this.places.set(sensor, place);
    if ((place + 1) * NUMBERS > this.numbers.length) {
      const larger = new Float64Array(this.numbers.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    return place;
  }
}

/** Whether its numbers and its quantity are all that there is to it. */
const isPlain = ({ checks, revision, judgement }: Observation): boolean => checks.length === 0 && revision === undefined && judgement === undefined;
