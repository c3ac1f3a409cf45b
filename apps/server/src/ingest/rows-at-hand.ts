import type { Heard, SensorNumbers } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import { ObservationPacker, PackedNames } from '@voldgrav/storage';

/** So many packs at most; what is older the store reads in the journal. */
const MOST_PACKS = 20;
/** One message may hold thousands of readings. */
const OBSERVATIONS_A_PACK = 20_000;

/** Rows that follow each other, and what they hold. */
interface Pack {
  readonly first: number;
  last: number;
  readonly packer: ObservationPacker;
  readonly forStore: { readonly row: number; readonly count: Observation }[];
}

/** Observations of the rows after `after` up to `last`, of which there are so many. */
export interface RowsTaken {
  readonly after: number;
  readonly last: number;
  readonly rows: number;
  readonly packer: ObservationPacker;
  /** Counts among them whose rain is to be made with neighbours that the store knows. */
  readonly forStore: readonly Observation[];
}

/**
 * What the latest rows of the journal hold, packed, so that the store does not read and decode again what has just come in. Only rows
 * without a gap count: what was left out here is in the journal.
 */
export class RowsAtHand {
  private readonly rowsAPack: number;
  private readonly names: PackedNames;
  private packs: Pack[] = [];
  private next = 0;

  constructor(rowsAPack: number, numbers?: SensorNumbers) {
    this.names = new PackedNames(numbers);
    this.rowsAPack = rowsAPack;
  }

  /** The row after a gap starts anew; of too many the oldest go. */
  add(seq: number, { observations, forStore = [] }: Pick<Heard, 'observations' | 'forStore'>): void {
    if (seq !== this.next) this.packs = [];
    this.next = seq + 1;
    let pack = this.packs[this.packs.length - 1];
    if (pack === undefined || seq - pack.first >= this.rowsAPack || pack.packer.count >= OBSERVATIONS_A_PACK) {
      this.packs.push((pack = { first: seq, last: seq, packer: new ObservationPacker(this.names), forStore: [] }));
      if (this.packs.length > MOST_PACKS) this.packs.shift();
    }
    pack.last = seq;
    for (const observation of observations) pack.packer.add(seq, observation);
    for (const count of forStore) pack.forStore.push({ row: seq, count });
  }

  /** A pack of the rows after `seq`, which is then let go with all before it; undefined when the row after `seq` is not at hand. */
  after(seq: number): RowsTaken | undefined {
    const found = this.packs.findIndex(({ first, last }) => first <= seq + 1 && seq < last);
    const pack = this.packs[found];
    if (pack === undefined) return undefined;
    this.packs.splice(0, found + 1);
    return { after: seq, last: pack.last, rows: pack.last - seq, packer: pack.packer, forStore: pack.forStore.flatMap(({ row, count }) => (row > seq ? [count] : [])) };
  }
}
