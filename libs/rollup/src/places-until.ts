/**
 * How many of the first `count` places have a time at or before `at`; the times do not fall. Most questions are about what came last: it is
 * looked for from the end in doubling steps, then between two of them. `timeIn` gives a place's time in what `held` stands for.
 */
export function placesUntil<Held>(held: Held, count: number, timeIn: (held: Held, place: number) => number, at: number): number {
  let high = count;
  let low = high - 1;
  for (let reach = 1; low >= 0 && timeIn(held, low) > at; reach *= 2) {
    high = low;
    low -= reach;
  }
  low = Math.max(0, low + 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeIn(held, middle) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
