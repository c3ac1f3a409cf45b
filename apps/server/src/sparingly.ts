const EVERY_MS = 60_000;

/**
 * Tells one line of each kind a minute, and with the next one how many were left out: a sender that is wrong a thousand
 * times a second must not fill the log. `now` counts steady milliseconds.
 */
export function sparingly(tell: (line: string) => void, now: () => number = () => performance.now()): (kind: string, line: string) => void {
  const told = new Map<string, { readonly at: number; leftOut: number }>();
  return (kind, line) => {
    const last = told.get(kind);
    if (last !== undefined && now() - last.at < EVERY_MS) {
      last.leftOut += 1;
      return;
    }
    tell(last === undefined || last.leftOut === 0 ? line : `${line} (${last.leftOut} more like it in the meantime)`);
    told.set(kind, { at: now(), leftOut: 0 });
  };
}
