import { type Instant, SECOND, shifted } from '@voldgrav/hydrology';

/** What nothing was heard of is looked at once in so many seconds, each thing in a second of its own. */
const TURNS = 10;
/** Things that a second has time for, whatever is said of them. */
const EACH_SECOND = 100;

/**
 * Which things a tick looks at: those of which something was heard since, those whose own moment has come, such as when
 * their sensor falls silent, and of the others a tenth a second, so that a large town's ticks are as short as a small one's.
 * Where there are more than a hundred, what is heard of one again within the seconds that all of them take waits for those to be over.
 */
export class LookTurns<Thing extends { readonly id: string }> {
  private readonly things: readonly Thing[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly dueAt: Float64Array;
  private readonly lookedAt: Float64Array;
  /** ms from one look to the next at the soonest, whoever looks. */
  readonly rest: number;
  private readonly nextOf: (thing: Thing, now: Instant) => number;

  /** `nextOf`: the next moment after now at which time alone changes what is to be said of a thing; Infinity for none. */
  constructor(things: readonly Thing[], nextOf: (thing: Thing, now: Instant) => number = () => Infinity) {
    this.things = things;
    this.places = new Map(things.map(({ id }, place) => [id, place]));
    this.dueAt = new Float64Array(things.length).fill(-Infinity);
    this.lookedAt = new Float64Array(things.length).fill(-Infinity);
    // Half a second less than whole ticks, since one may come early.
    this.rest = things.length <= EACH_SECOND ? 0 : (Math.ceil(things.length / EACH_SECOND) - 0.5) * SECOND;
    this.nextOf = nextOf;
  }

  /** Something was heard that bears on it: the next tick looks, of a large town's the next one after its rest. */
  heard(id: string): void {
    const place = this.places.get(id);
    if (place !== undefined) this.dueAt[place] = Math.min(this.dueAt[place]!, this.lookedAt[place]! + this.rest);
  }

  /** Somebody looks at it now: the next tick need not, unless something is heard until then. */
  looked(thing: Thing, now: Instant): void {
    const place = this.places.get(thing.id);
    if (place !== undefined) this.rests(thing, place, now);
  }

  /** The things to look at now; they have had their turn then. */
  take(now: Instant): readonly Thing[] {
    return this.things.filter((thing, place) => {
      const due = this.dueAt[place]!;
      // A clock that was set back must not keep us from looking.
      if (due > now && due <= now + TURNS * SECOND) return false;
      this.rests(thing, place, now);
      return true;
    });
  }

  private rests(thing: Thing, place: number, now: Instant): void {
    this.lookedAt[place] = now;
    this.dueAt[place] = this.nextTurn(thing, place, now);
  }

  private nextTurn(thing: Thing, place: number, now: Instant): number {
    const second = Math.floor(now / SECOND) + place;
    return Math.min(shifted(now, (TURNS - (second % TURNS)) * SECOND), this.nextOf(thing, now));
  }
}
