import { instant } from '@voldgrav/hydrology';
import { BySensor, SensorNumbers, type Series } from '@voldgrav/pipeline';
import type { Flag, Observation } from '@voldgrav/quality';

/** Of one observation: its row, phenomenon time, arrival, value, and where its series, its flag and the source of its time are found. */
const NUMBERS = 7;
const FEWEST = 64;

/** What few observations have. */
type Remark = Pick<Observation, 'checks' | 'revision' | 'judgement'>;

/**
 * Observations with the journal rows they came in, in a form that waits and goes from one thread to another for little: their numbers
 * lie side by side, and a series is named once.
 */
export interface PackedObservations {
  readonly count: number;
  /** Longer than what `count` fills. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly series: readonly Series[];
  /** By the place of the observation. */
  readonly remarks: ReadonlyMap<number, Remark>;
}

/** A series, and where the pack that named it last has it. */
interface Named {
  readonly series: Series;
  pack: number;
  place: number;
}

/** The series that packs name: remembered from one pack to the next, since in a large town a pack names each of its thousands once. */
export class PackedNames {
  /** By quantity first: there are few of them, and ten thousand sensors. */
  private readonly known = new Map<string, BySensor<Named>>();
  private readonly numbers: SensorNumbers;
  private packs = 0;

  /** Of whoever was asked about the same sensor before. */
  constructor(numbers = new SensorNumbers()) {
    this.numbers = numbers;
  }

  /** The number of a pack that has named nothing yet. */
  nextPack(): number {
    this.packs += 1;
    return this.packs;
  }

  /** Where the series lies among those that a pack names, to which it is added if need be. A pack that others come in between may name it more than once. */
  placeIn(pack: number, named: Series[], { sensor, quantity }: Observation): number {
    let sensors = this.known.get(quantity);
    if (sensors === undefined) this.known.set(quantity, (sensors = new BySensor<Named>(this.numbers)));
    let known = sensors.get(sensor);
    if (known === undefined) sensors.set(sensor, (known = { series: { sensor, quantity }, pack: 0, place: 0 }));
    if (known.pack !== pack) {
      known.pack = pack;
      known.place = named.push(known.series) - 1;
    }
    return known.place;
  }
}

/** Packs observations as they come, in the order of their rows. */
export class ObservationPacker implements PackedObservations {
  count = 0;
  numbers = new Float64Array(FEWEST * NUMBERS);
  readonly series: Series[] = [];
  readonly remarks = new Map<number, Remark>();
  private readonly names: PackedNames;
  private readonly pack: number;

  constructor(names = new PackedNames()) {
    this.names = names;
    this.pack = names.nextPack();
  }

  add(row: number, observation: Observation): void {
    const from = this.count * NUMBERS;
    if (from === this.numbers.length) this.grow();
    const { numbers } = this;
    numbers[from] = row;
    numbers[from + 1] = observation.phenomenonTime;
    numbers[from + 2] = observation.receivedAt;
    numbers[from + 3] = observation.value;
    numbers[from + 4] = this.names.placeIn(this.pack, this.series, observation);
    numbers[from + 5] = observation.flag;
    numbers[from + 6] = observation.timeFrom === 'sensor' ? 1 : 0;
    const { checks, revision, judgement } = observation;
    if (checks.length > 0 || revision !== undefined || judgement !== undefined) {
      this.remarks.set(this.count, { checks, ...(revision === undefined ? {} : { revision }), ...(judgement === undefined ? {} : { judgement }) });
    }
    this.count += 1;
  }

  /** What was packed, without anything that only the packing needs. */
  packed(): PackedObservations {
    const { count, numbers, series, remarks } = this;
    return { count, numbers: numbers.slice(0, count * NUMBERS), series, remarks };
  }

  private grow(): void {
    const larger = new Float64Array(this.numbers.length * 2);
    larger.set(this.numbers);
    this.numbers = larger;
  }
}

/** The observations that were packed, in their order; only those of rows after `after`, where that is said. Throws a RangeError for what no `ObservationPacker` made. */
export function unpackObservations({ count, numbers, series, remarks }: PackedObservations, after = -Infinity): readonly Observation[] {
  const observations: Observation[] = [];
  for (let place = 0; place < count; place += 1) {
    const from = place * NUMBERS;
    if ((numbers[from] ?? NaN) <= after) continue;
    const named = series[numbers[from + 4] ?? NaN];
    if (named === undefined) throw new RangeError(`Packed observations name ${series.length} series, and one is of number ${numbers[from + 4]}.`);
    observations.push({
      sensor: named.sensor,
      quantity: named.quantity,
      value: numbers[from + 3] ?? NaN,
      phenomenonTime: instant(numbers[from + 1] ?? NaN),
      receivedAt: instant(numbers[from + 2] ?? NaN),
      timeFrom: numbers[from + 6] === 1 ? 'sensor' : 'arrival',
      flag: numbers[from + 5] as Flag,
      checks: [],
      ...remarks.get(place),
    });
  }
  return observations;
}
