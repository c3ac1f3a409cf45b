// Given to the server by NODE_OPTIONS=--import: a wall clock that somebody sets while it runs. By how many ms it is wrong stands
// in the file CLOCK_OFFSET_FILE. What counts steadily (`performance.now`, timers) is left alone, as the kernel leaves it.
import { readFileSync } from 'node:fs';
import { setInterval } from 'node:timers';

const LOOK_EVERY_MS = 20;
const trueNow = Date.now.bind(Date);
let offset = 0;

function look() {
  const said = Number(readFileSync(process.env.CLOCK_OFFSET_FILE, 'utf8'));
  if (Number.isFinite(said)) offset = said;
}

look();
setInterval(look, LOOK_EVERY_MS).unref();

globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length === 0 ? [trueNow() + offset] : given));
  }

  static now() {
    return trueNow() + offset;
  }
};
