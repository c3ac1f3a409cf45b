const STEP_MS = 0.1;
/** Beyond this only the longest is known exactly. */
const LONGEST_MS = 60_000;

/** How long things took, in steps of 0.1 ms, in a room that does not grow with their number. */
export class LatencyHistogram {
  private readonly counts = new Uint32Array(LONGEST_MS / STEP_MS + 1);
  private longest = 0;
  private total = 0;

  add(ms: number): void {
    const step = Math.min(this.counts.length - 1, Math.max(0, Math.floor(ms / STEP_MS)));
    this.counts[step] = (this.counts[step] ?? 0) + 1;
    this.longest = Math.max(this.longest, ms);
    this.total += 1;
  }

  get count(): number {
    return this.total;
  }

  get max(): number | undefined {
    return this.total === 0 ? undefined : this.longest;
  }

  /** The time in ms that `share` of them stayed within, rounded up to the next step; undefined while there are none. */
  quantile(share: number): number | undefined {
    if (this.total === 0) return undefined;
    const wanted = Math.max(1, Math.ceil(share * this.total));
    let seen = 0;
    const step = this.counts.findIndex((count) => (seen += count) >= wanted);
    return step === this.counts.length - 1 ? this.longest : Math.round((step + 1) * STEP_MS * 10) / 10;
  }
}
