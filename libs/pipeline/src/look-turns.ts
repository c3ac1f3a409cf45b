import { type Instant, SECOND, shifted } from '@voldgrav/hydrology';

/** What nothing was heard of is looked at once in so many seconds, each thing in a second of its own. */
const TURNS = 10;
/** How long after a message has made us look at a thing other messages do not. */
const ANSWERED = SECOND;
/** Things that a second has time for, whatever is said of them. */
const EACH_SECOND = 100;

/**
 * Which things a tick looks at: those of which something was heard since, those whose own moment has come, such as when
 * their sensor falls silent, and of the others a tenth a second, so that a large town's ticks are as short as a small one's.
 * Where there are more than a hundred, what is heard of one again within the seconds that all of them take waits for those to be over.
 *
 * And which things a message is reason to look at before the tick: the first one is answered at once, what follows within a second is in
 * the next tick's answer. Where several come between two ticks all of them are, so that a thing is looked at once a second and not
 * twice. Alerts do not wait for this; their rules see every value.
 */
export class LookTurns<Thing extends { readonly id: string }> {
  private readonly things: readonly Thing[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly dueAt: Float64Array;
  private readonly lookedAt: Float64Array;
  /** When a message was last reason to look: a tick's look does not put the next answer off. */
  private readonly answeredAt: Float64Array;
  /** Messages since the last tick. */
  private readonly messages: Uint32Array;
  /** Several came between two ticks: then the ticks look, and messages do not. */
  private readonly isBusy: Uint8Array;
  /** ms from one look to the next at the soonest, whoever looks. */
  private readonly rest: number;
  private readonly nextOf: (thing: Thing, now: Instant) => number;

  /** `nextOf`: the next moment after now at which time alone changes what is to be said of a thing; Infinity for none. */
  constructor(things: readonly Thing[], nextOf: (thing: Thing, now: Instant) => number = () => Infinity) {
    this.things = things;
    this.places = new Map(things.map(({ id }, place) => [id, place]));
    this.dueAt = new Float64Array(things.length).fill(-Infinity);
    this.lookedAt = new Float64Array(things.length).fill(-Infinity);
    this.answeredAt = new Float64Array(things.length).fill(-Infinity);
    this.messages = new Uint32Array(things.length);
    this.isBusy = new Uint8Array(things.length);
    // Half a second less than whole ticks, since one may come early.
    this.rest = things.length <= EACH_SECOND ? 0 : (Math.ceil(things.length / EACH_SECOND) - 0.5) * SECOND;
    this.nextOf = nextOf;
  }

  /** Something was heard that bears on it: the next tick looks, of a large town's the next one after its rest. */
  heard(id: string): void {
    const place = this.places.get(id);
    if (place !== undefined) this.dueAt[place] = Math.min(this.dueAt[place]!, this.lookedAt[place]! + this.rest);
  }

  /** Of the things that a message which came now bears on, those to look at for its sake. The next tick need not look at these, unless something is heard until then. */
  answering(things: readonly Thing[], now: Instant): readonly Thing[] {
    return things.length === 0 ? things : things.filter((thing) => this.answers(thing, now));
  }

  /** The things that a tick looks at now; they have had their turn then. */
  take(now: Instant): readonly Thing[] {
    return this.things.filter((thing, place) => {
      this.isBusy[place] = this.messages[place]! > 1 ? 1 : 0;
      this.messages[place] = 0;
      const due = this.dueAt[place]!;
      // A clock that was set back must not keep us from looking.
      if (due > now && due <= now + TURNS * SECOND) return false;
      this.rests(thing, place, now);
      return true;
    });
  }

  private answers(thing: Thing, now: Instant): boolean {
    const place = this.places.get(thing.id);
    if (place === undefined) return false;
    this.messages[place]! += 1;
    const answeredAt = this.answeredAt[place]!;
    // A clock that was set back must not keep us from looking.
    if (this.isBusy[place] === 1 || (now >= answeredAt && now - answeredAt < Math.max(ANSWERED, this.rest))) return false;
    this.answeredAt[place] = now;
    this.rests(thing, place, now);
    return true;
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
