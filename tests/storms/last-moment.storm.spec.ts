import type { AlertRule } from '@voldgrav/alert';
import { instant, isoOf, type Instant, MINUTE, seconds, shifted } from '@voldgrav/hydrology';
import { ReplayEngine } from '@voldgrav/replay';
import type { Town } from '@voldgrav/wire';
import { beforeAll, expect, it } from 'vitest';
import { sampleTown } from './timeline.ts';

const MIDNIGHT = instant(Date.UTC(2026, 7, 26));
const at = (minute: number): Instant => shifted(MIDNIGHT, minute * MINUTE);

/** The one rule of the town: a quarter of an hour is left to begin something against the basin's crest. */
const RULE: AlertRule = {
  id: 'aadalen-last-moment', name: { da: 'Sidste øjeblik', en: 'Last moment' }, asset: 'b-aadalen', measure: { kind: 'latest-decision' }, abnormal: 'below', setPoint: 15, deadband: 5,
  onDelay: seconds(60), offDelay: seconds(300), severity: 2, cause: { da: '', en: '' }, consequence: { da: '', en: '' }, response: { da: '', en: '' }, minutesToRespond: 15, organisation: 'ravnsvig-forsyning',
};
let town: Town;
beforeAll(async () => {
  town = { ...(await sampleTown()), rules: [RULE] };
});

// As in `rings-again.storm.spec.ts`: 800 m³ of 1800 at midnight, then 0.4 mm a minute, 19 m³ of water. At worst 24 m³ more stand there and a fifth more comes, 23.3 m³ a minute:
// (1800 − 24 − 800 − 19 m)/23.3 minutes are left at minute m, and the pump takes 20. That is 13.7 at minute 10, when ten minutes of rain are known, and 0 at minute 27.
function played({ begun, silentFrom = Infinity, until = 32 }: { readonly begun?: number; readonly silentFrom?: number; readonly until?: number }) {
  const engine = new ReplayEngine({ town, lane: 'replay', readinessEvery: 1, readinessBy: 'catchments' });
  const says = (minute: number, sensor: string, quantity: string, value: number): void => {
    const message = { topic: `sensors/${sensor}/json`, payload: new TextEncoder().encode(JSON.stringify({ time: isoOf(at(minute)), [quantity]: value })), receivedAt: at(minute) };
    engine.take({ kind: 'message', message, receivedAt: at(minute) });
  };
  for (let minute = -65; minute <= until; minute += 1) {
    if (minute === begun) engine.take({ kind: 'act', name: 'playbook-step', body: JSON.stringify({ what: 'begin', action: 'aadalens-klimapark', step: 'pumpe-aadalen' }), by: 'Mona', receivedAt: at(minute) });
    const isRaining = minute > 0;
    for (const gauge of ['r-01', 'r-02']) says(minute, gauge, 'rain_mm', 0);
    for (const gauge of ['r-03', 'r-04']) says(minute, gauge, 'rain_mm', isRaining ? 0.4 : 0);
    if (minute < silentFrom) says(minute, 'l-aadalen', 'level_m', 0.6 + (800 + (isRaining ? 19 * minute : 0)) / 1200);
    says(minute, 'l-aadalsvej', 'level_m', 1.3);
    says(minute, 'l-aabroen', 'level_m', 0.7);
  }
  engine.end(at(until));
  return engine.report();
}
const minuteOf = (iso: string | undefined): number => (Date.parse(iso ?? '') - MIDNIGHT) / MINUTE;

it('the alert comes before the last moment passes where a rule asks for it, and is graver once nobody has begun', () => {
  const { alerts, notifications } = played({});
  expect(alerts).toHaveLength(1);
  const [{ rule, asset, transitions }] = alerts as [(typeof alerts)[number]];
  expect([rule, asset]).toEqual(['aadalen-last-moment', 'b-aadalen']);
  expect(transitions.map(({ to, reason }) => [to, reason])).toEqual([['new', 'condition-held']]);
  expect(minuteOf(transitions[0]?.at)).toBeGreaterThanOrEqual(10);
  expect(minuteOf(transitions[0]?.at)).toBeLessThanOrEqual(13);
  const late = notifications.find(({ reason }) => reason === 'nobody-began');
  expect(late?.to).toBe('ravnsvig-forsyning');
  expect(minuteOf(late?.at)).toBeGreaterThanOrEqual(25);
  expect(minuteOf(late?.at)).toBeLessThanOrEqual(30);
});

it('it returns when somebody begins, and is none at all where they had begun before', () => {
  const [alert] = played({ begun: 15 }).alerts;
  expect(alert?.transitions.map(({ to }) => to)).toEqual(['new', 'returned']);
  // Five minutes after it was seen that somebody had.
  expect(minuteOf(alert?.transitions[1]?.at)).toBeGreaterThanOrEqual(20);
  expect(minuteOf(alert?.transitions[1]?.at)).toBeLessThanOrEqual(22);
  expect(played({ begun: 5, until: 20 }).alerts).toEqual([]);
});

it('it stands while the readiness is unknown: no last moment is told then, and that clears nothing', () => {
  const { alerts, readiness } = played({ silentFrom: 15 });
  expect(readiness['aadalen']?.at(-1)?.state).toBe('unknown');
  expect(alerts[0]?.transitions.map(({ to }) => to)).toEqual(['new']);
});
