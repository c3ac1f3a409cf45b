import { METERED } from './metered.ts';
import { PLAIN_NUMBERS } from './plain-numbers.ts';

/**
 * What stands around a script inside the sandbox. The clock stands at the uplink's time and there are no dice, so that
 * the same bytes give the same values in a replay. Each call runs the script from its first line, and what it leaves in
 * the global scope is swept out: no uplink knows of another.
 */
export const PRELUDE = `(function () {
  const parse = JSON.parse, write = JSON.stringify, keys = Object.keys, RealDate = Date;
  let now = 0;
  class UplinkDate extends RealDate {
    constructor(...parts) { if (parts.length === 0) super(now); else super(...parts); }
    static now() { return now; }
  }
  globalThis.Date = UplinkDate;
${METERED}${PLAIN_NUMBERS}
  Math.random = function () { throw new Error('a codec has no dice'); };
  return function (script, text) {
    try {
      begin();
      if (text === undefined) return typeof script() === 'function';
      const input = parse(text);
      now = input.recvTime;
      input.recvTime = new UplinkDate(now);
      return write(script()(input));
    } finally {
      for (const name of keys(globalThis)) delete globalThis[name];
    }
  };
})()`;

/** The script as a function that hands out its `decodeUplink`. Its first line is the second here. */
export const wrapped = (script: string): string =>
  `(function () {\n${script}\n;return typeof decodeUplink === 'function' ? decodeUplink : undefined;\n})`;
