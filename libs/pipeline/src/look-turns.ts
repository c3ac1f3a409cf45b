import { type Instant, SECOND, shifted } from '@voldgrav/hydrology';

/** What nothing was heard of is looked at once in so many seconds, each thing in a second of its own. */
const TURNS = 10;

/**
 * Which things a tick looks at: those of which something was heard since, those whose own moment has come, such as when
 * their sensor falls silent, and of the others a tenth a second, so that a large town's ticks are as short as a small one's.
 */
export class LookTurns<Thing extends { readonly id: string }> {
  private readonly things: readonly Thing[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly dueAt: Float64Array;
  private readonly nextOf: (thing: Thing, now: Instant) => number;

  /** `nextOf`: the next moment after now at which time alone changes what is to be said of a thing; Infinity for none. */
  constructor(things: readonly Thing[], nextOf: (thing: Thing, now: Instant) => number = () => Infinity) {
    this.things = things;
    this.places = new Map(things.map(({ id }, place) => [id, place]));
    this.dueAt = new Float64Array(things.length).fill(-Infinity);
    this.nextOf = nextOf;
  }

  /** Something was heard that bears on it: the next tick looks. */
  heard(id: string): void {
    const place = this.places.get(id);
    if (place !== undefined) this.dueAt[place] = -Infinity;
  }

  /** Somebody looks at it now: the next tick need not, unless something is heard until then. */
  looked(thing: Thing, now: Instant): void {
    const place = this.places.get(thing.id);
    if (place !== undefined) this.dueAt[place] = this.nextTurn(thing, place, now);
  }

  /** The things to look at now; they have had their turn then. */
  take(now: Instant): readonly Thing[] {
    return this.things.filter((thing, place) => {
      const due = this.dueAt[place]!;
      // A clock that was set back must not keep us from looking.
      if (due > now && due <= now + TURNS * SECOND) return false;
      this.dueAt[place] = this.nextTurn(thing, place, now);
      return true;
    });
  }

  private nextTurn(thing: Thing, place: number, now: Instant): number {
    const second = Math.floor(now / SECOND) + place;
    return Math.min(shifted(now, (TURNS - (second % TURNS)) * SECOND), this.nextOf(thing, now));
  }
}
