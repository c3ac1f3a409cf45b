// Fills the data folder of a server with what the sensors of a fleet said, each once a minute: `node day-in-journal.js FOLDER SENSORS MINUTES`.
// The last word is of now, and everything but the engine has dealt with all of it, as in a server that is started again.
import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { fleetSensors, fleetValues, seededDice } from '@voldgrav/fleet';
import { type Instant, instant, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { openJournal } from '@voldgrav/journal';
import { openTroubleLog } from '@voldgrav/storage';

const NO_BODY = new Uint8Array(0);
const CLOCK_EVERY = 10 * SECOND;
/** As the server's own cursors are called. */
const STORE_CURSORS = ['store', 'store rolled up'] as const;
const [folder = '', count, minutes] = process.argv.slice(2);

const journal = openJournal({ file: join(folder, 'journal.sqlite') });
const sensors = fleetSensors(Number(count));
const dice = seededDice(1);
const begin = shifted(instant(Date.now()), -Number(minutes) * MINUTE);
for (let minute = 0; minute < Number(minutes); minute += 1) await speak(shifted(begin, minute * MINUTE));
for (const cursor of STORE_CURSORS) journal.moveCursor(cursor, journal.lastSeq());
const trouble = openTroubleLog({ file: join(folder, 'trouble.sqlite') });
trouble.enter({ unusable: [], doubts: [], upTo: journal.lastSeq() });
trouble.close();
console.log(JSON.stringify({ rows: journal.lastSeq() }));
journal.close();

/** All sensors within a minute, each at its own moment and up to a second off it, and the clock. */
async function speak(minute: Instant): Promise<void> {
  let clockAt = minute;
  let last: Promise<number> | undefined;
  sensors.forEach((sensor, place) => {
    const due = shifted(minute, Math.floor((place * MINUTE) / sensors.length));
    for (; clockAt <= due; clockAt = shifted(clockAt, CLOCK_EVERY)) void journal.append({ kind: 'clock', name: 'live', body: NO_BODY, origin: '', receivedAt: clockAt });
    const at = shifted(due, Math.floor(dice() * SECOND));
    const { value, battery } = fleetValues(sensor, at, dice);
    const said = { time: new Date(at).toISOString(), [sensor.quantity]: value, ...(battery === undefined ? {} : { battery_v: battery }) };
    // Received in the order of the rows, as a server does.
    last = journal.append({ kind: 'message', topic: `sensors/${sensor.id}/json`, payload: Buffer.from(JSON.stringify(said)), origin: 'fleet', receivedAt: shifted(due, SECOND) });
  });
  await last;
}
