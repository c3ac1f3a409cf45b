import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instant } from '@voldgrav/hydrology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ComingGiven } from '@voldgrav/wire';
import { dmiForecast, dmiForecastUrl } from './dmi-forecast.ts';
import { askAll, sourcesOf } from './start-polling.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 6, 20));
const hour = (h: number) => new Date(Date.UTC(2026, 7, 26, h)).toISOString();
// Made by hand, not recorded: there was no network. The shape is that of the example answer in DMI's documentation of its Forecast EDR API
// (read in November 2026) and of the GeoJSON features that domain.md §6.4 shows for DMI's open data; the figures are ours. The feed and the
// utility's answer below are made by hand likewise.
const dmiAnswer = (totals: readonly (number | null)[]) =>
  JSON.stringify({ type: 'FeatureCollection', features: totals.map((total, index) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [11.2, 56.2] }, properties: { 'total-precipitation': total, step: hour(6 + index) } })) });

describe("DMI's forecast", () => {
  it('is asked for at one place', () => {
    expect(dmiForecastUrl('https://opendataapi.dmi.dk/v1/', [11.2, 56.2])).toBe(
      'https://opendataapi.dmi.dk/v1/forecastedr/collections/harmonie_dini_sf/position?coords=POINT%2811.2000+56.2000%29&crs=crs84&parameter-name=total-precipitation&f=GeoJSON',
    );
  });

  it('is told by the hour, from sums since the run began', () => {
    expect(dmiForecast(dmiAnswer([0.5, 2.5, 2.5, 8]), 'aadalen', NOW)).toEqual({
      kind: 'forecast',
      body: { source: 'DMI HARMONIE', issuedAt: hour(6), catchment: 'aadalen', steps: [{ from: hour(6), to: hour(7), mm: 2 }, { from: hour(7), to: hour(8), mm: 0 }, { from: hour(8), to: hour(9), mm: 5.5 }] },
    });
  });

  it('that falls is no sum, and one without rain is none', () => {
    expect(() => dmiForecast(dmiAnswer([1, 0.5]), 'aadalen', NOW)).toThrow('falls from 1 to 0.5 mm');
    expect(() => dmiForecast(dmiAnswer([null, null]), 'aadalen', NOW)).toThrow('holds no rain');
    expect(() => dmiForecast('{}', 'aadalen', NOW)).toThrow('another shape');
  });
});

describe('services that are asked', () => {
  let server: Server;
  let url = '';
  let answers: Readonly<Record<string, string>> = {};
  let asked: string[] = [];
  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      asked.push(path);
      const answer = answers[path];
      response.writeHead(answer === undefined ? 503 : 200).end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const town = { catchments: [{ id: 'aadalen', ring: [[11, 56], [12, 57]] }] } as never;
  const clock = { kind: 'machine' as const, now: () => NOW, speed: 1 };

  async function round(sources: ReturnType<typeof sourcesOf>) {
    const given: (readonly [string, ComingGiven])[] = [];
    const told: string[] = [];
    await askAll(sources, { intake: { coming: async (one, by) => (given.push([by, one]), []) }, tell: (_, line) => told.push(line) });
    return { given, told };
  }

  it('bring DMI, warnings and the utility in, each by its name, and a warning only once', async () => {
    const entry = (name: string, area: string) => `<entry><title>Skybrud, ${area}</title><link rel="related" type="application/cap+xml" href="/${name}.xml"/><link rel="self" href="/x"/></entry>`;
    answers = {
      '/v1/forecastedr/collections/harmonie_dini_sf/position': dmiAnswer([0, 1]),
      '/feed': `<feed xmlns="http://www.w3.org/2005/Atom">${entry('ours', 'Ravnsvig Kommune')}${entry('others', 'Bornholm')}</feed>`,
      '/ours.xml': '<alert>ours</alert>',
      '/forecasts': JSON.stringify([{ source: 'Forsyning' }, { source: 'Forsyning 2' }]),
    };
    const sources = sourcesOf({ settings: { comingFrom: { everyMinutes: 10, dmiUrl: `${url}/v1`, warnings: { url: `${url}/feed`, area: 'ravnsvig' }, utilityUrl: `${url}/forecasts` } }, town, clock });
    const { given, told } = await round(sources);
    expect(told).toEqual([]);
    expect(given.filter(([by]) => by === 'DMI')).toHaveLength(1);
    expect(given.filter(([by]) => by === 'The warning feed')).toEqual([['The warning feed', { kind: 'cap', xml: '<alert>ours</alert>' }]]);
    expect(given.filter(([by]) => by === 'The utility')).toEqual([['The utility', { kind: 'forecast', body: { source: 'Forsyning' } }], ['The utility', { kind: 'forecast', body: { source: 'Forsyning 2' } }]]);
    expect(asked).not.toContain('/others.xml');
    expect((await round(sources)).given.filter(([by]) => by === 'The warning feed')).toEqual([]);
  });

  it('that do not answer are told, without the address, and hold no other up', async () => {
    answers = { '/forecasts': '[]', '/feed': 'no XML' };
    const { told } = await round(sourcesOf({ settings: { comingFrom: { everyMinutes: 10, dmiUrl: `${url}/v1`, warnings: { url: `${url}/feed`, area: 'x' }, utilityUrl: `${url}/forecasts?key=secret` } }, town, clock }));
    expect(told.sort()).toEqual([
      expect.stringMatching(/^DMI: 127\.0\.0\.1:\d+ gave no answer: it answers 503\. What it said before still counts/),
      expect.stringMatching(/^The warning feed: The warning feed cannot be read: line 1: /),
    ]);
    answers = {};
    expect((await round(sourcesOf({ settings: { comingFrom: { everyMinutes: 10, utilityUrl: `${url}/forecasts?key=secret` } }, town, clock }))).told.join()).not.toContain('secret');
  });
});
