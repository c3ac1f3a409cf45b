/** Which of many numbered things comes first, known without going through all of them while they change one by one; of equals the one with the least number. */
export class Foremost<Thing> {
  private readonly things: readonly (Thing | undefined)[];
  private readonly isBefore: (one: Thing, other: Thing) => boolean;
  private first = -1;
  /** The first one has fallen back: nobody knows behind how many. */
  private isStale = false;

  /** `things`, by their numbers, belong to whoever asks. `isBefore` is strict. */
  constructor(things: readonly (Thing | undefined)[], isBefore: (one: Thing, other: Thing) => boolean) {
    this.things = things;
    this.isBefore = isBefore;
  }

  /** The thing of this number was `before`, if it was there, and is now what stands among the things. To be told of each change before the next one is made. */
  changed(number: number, before: Thing | undefined): void {
    if (this.isStale) return;
    const now = this.things[number];
    if (number === this.first) this.isStale = now === undefined || (before !== undefined && this.isBefore(before, now));
    else if (now !== undefined && this.precedes(now, number)) this.first = number;
  }

  /** Undefined while there is nothing. */
  thing(): Thing | undefined {
    if (this.isStale) this.lookFor();
    return this.things[this.first];
  }

  private precedes(thing: Thing, number: number): boolean {
    const first = this.things[this.first];
    return first === undefined || this.isBefore(thing, first) || (number < this.first && !this.isBefore(first, thing));
  }

  private lookFor(): void {
    this.first = -1;
    this.isStale = false;
    for (let number = 0; number < this.things.length; number += 1) {
      const thing = this.things[number];
      if (thing !== undefined && this.precedes(thing, number)) this.first = number;
    }
  }
}
