const MINUTE = 60_000;
const MINUTES = 60;

/** How often the embedded broker did not let somebody in: since the start, and within the last hour, to a minute. */
export interface SignInsRefused {
  readonly total: number;
  readonly lastHour: number;
}

/** Counts sign-ins that the embedded broker refused, in the same little memory however many there are. Times are ms of one clock that does not go back. */
export class RefusedSignIns {
  private total = 0;
  private readonly inMinute = new Array<number>(MINUTES).fill(0);
  private minute = -1;

  note(now: number): void {
    this.moveTo(now);
    this.total += 1;
    this.inMinute[this.minute % MINUTES]! += 1;
  }

  counts(now: number): SignInsRefused {
    this.moveTo(now);
    return { total: this.total, lastHour: this.inMinute.reduce((sum, count) => sum + count, 0) };
  }

  private moveTo(now: number): void {
    const minute = Math.floor(now / MINUTE);
    for (let next = Math.max(this.minute + 1, minute - MINUTES + 1); next <= minute; next += 1) this.inMinute[next % MINUTES] = 0;
    this.minute = minute;
  }
}
