import { instant, isoOf, type Instant, MINUTE, shifted } from '@voldgrav/hydrology';
import { ReplayEngine } from '@voldgrav/replay';
import { expect, it } from 'vitest';
import { sampleTown } from './timeline.ts';

const MIDNIGHT = instant(Date.UTC(2026, 7, 26));
const at = (minute: number): Instant => shifted(MIDNIGHT, minute * MINUTE);

// As in `catchment.storm.spec.ts`: 800 m³ in Ådalsbassinet at midnight and 0.4 mm a minute from then on, 0.4 · 48.6 = 19 m³ of water. 15 mm in 30 min are left until
// some 20 minutes past; the basin is full at worst half an hour later, and the pump needs 20 minutes: its last moment is between 00:25 and 00:40.
async function played(begun: boolean) {
  const engine = new ReplayEngine({ town: await sampleTown(), lane: 'replay', readinessEvery: 1, readinessBy: 'catchments' });
  const says = (minute: number, sensor: string, quantity: string, value: number): void =>
    {
    const message = { topic: `sensors/${sensor}/json`, payload: new TextEncoder().encode(JSON.stringify({ time: isoOf(at(minute)), [quantity]: value })), receivedAt: at(minute) };
    engine.take({ kind: 'message', message, receivedAt: at(minute) });
  };
  for (let minute = -120; minute <= 40; minute += 1) {
    if (begun && minute === 10) {
      const body = JSON.stringify({ what: 'begin', action: 'aadalens-klimapark', step: 'pumpe-aadalen' });
      engine.take({ kind: 'act', name: 'playbook-step', body, by: 'Mona', receivedAt: at(minute) });
    }
    const isRaining = minute > 0;
    for (const gauge of ['r-01', 'r-02']) says(minute, gauge, 'rain_mm', 0);
    for (const gauge of ['r-03', 'r-04']) says(minute, gauge, 'rain_mm', isRaining ? 0.4 : 0);
    // 1200 m³ to the metre, from 0.60 m.
    says(minute, 'l-aadalen', 'level_m', 0.6 + (800 + (isRaining ? 19 * minute : 0)) / 1200);
    says(minute, 'l-aadalsvej', 'level_m', 1.3);
    says(minute, 'l-aabroen', 'level_m', 0.7);
  }
  engine.end(at(40));
  return engine.report();
}

it('an alert that nobody acts upon has its second message in the report, with the moment at which its time ran out', async () => {
  const { alerts, notifications } = await played(false);
  expect(alerts.map(({ rule }) => rule)).toEqual(['aadalen-can-take']);
  expect(notifications).toHaveLength(2);
  expect(notifications[0]?.at).toBe(alerts[0]?.transitions[0]?.at);
  expect(notifications[1]).toMatchObject({ to: notifications[0]?.to, channel: 'outbox', reason: 'nobody-began', text: expect.stringContaining(' · Ingen er gået i gang med ') as string });
  expect(notifications[1]?.at.slice(11, 16) ?? '').toSatisfy((time: string) => time >= '00:25' && time < '00:40');
});

it('an alert that nobody acknowledges has it when the minutes of the rota are over, though its action is under way', async () => {
  const { alerts, notifications } = await played(true);
  const raised = Date.parse(alerts[0]!.transitions[0]!.at);
  // duty.yaml of the utility: the operations manager after ten minutes.
  expect(notifications.slice(1)).toEqual([
    { at: isoOf(instant(raised + 10 * MINUTE)), to: 'ravnsvig-forsyning', role: 'Driftslederen', reason: 'not-acknowledged', channel: 'outbox', text: expect.stringContaining('Ingen har kvitteret i 10 min') as string },
  ]);
});
