import { describe, expect, it } from 'vitest';
import type { CapAlert } from './cap-alert.ts';
import { readCap } from './read-cap.ts';
import { warningOfCap } from './warning-of-cap.ts';

const INFO = `<info><language>da-DK</language><category>Met</category><event>Skybrud</event><urgency>Expected</urgency><severity>Severe</severity>
<certainty>Likely</certainty><onset>2026-08-26T14:00:00+02:00</onset><expires>2026-08-26T22:00:00+02:00</expires>
<senderName>Opdigtet vejrtjeneste</senderName><headline>Varsel om skybrud</headline><area><areaDesc>Ravnsvig</areaDesc></area></info>`;
const message = (body: string, head = '') => `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>w-1</identifier><sender>vejr@example.dk</sender>
<sent>2026-08-26T08:00:00+02:00</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>${head}
${body}</alert>`;

function alertIn(text: string): CapAlert {
  const read = readCap(text);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.alert;
}

describe('a CAP message', () => {
  it('becomes a warning in its own words', () => {
    expect(warningOfCap(alertIn(message(INFO)))).toEqual({
      kind: 'warning', id: 'w-1', source: 'Opdigtet vejrtjeneste', issuedAt: Date.UTC(2026, 7, 26, 6), about: 'cloudburst', category: 2, event: 'Skybrud',
      onset: Date.UTC(2026, 7, 26, 12), expires: Date.UTC(2026, 7, 26, 20), headline: 'Varsel om skybrud', areas: ['Ravnsvig'], replaces: [], isCancellation: false,
    });
  });

  it('may write its namespace with a prefix', () => {
    const prefixed = message(INFO).replaceAll(/<(\/?)(?=[a-z])/gi, '<$1cap:').replace('xmlns=', 'xmlns:cap=');
    expect(warningOfCap(alertIn(prefixed))).toMatchObject({ id: 'w-1', category: 2 });
  });

  it('prefers its Danish part', () => {
    const english = INFO.replace('da-DK', 'en-GB').replace('>Skybrud<', '>Cloudburst<');
    expect(warningOfCap(alertIn(message(english + INFO)))?.event).toBe('Skybrud');
  });

  it('that cancels names what it takes back', () => {
    const cancel = message('', '<references>vejr@example.dk,w-0,2026-08-26T07:00:00+02:00</references>').replace('>Alert<', '>Cancel<');
    expect(warningOfCap(alertIn(cancel))).toMatchObject({ replaces: ['w-0'], isCancellation: true });
  });

  it.each(['Exercise', 'Test', 'Draft'])('of status %s is no warning', (status) => {
    expect(warningOfCap(alertIn(message(INFO).replace('>Actual<', `>${status}<`)))).toBeUndefined();
  });

  it.each([
    ['Kraftig regn', 'rain'], ['Forhøjet vandstand', 'high-water'], ['Cloudburst', 'cloudburst'], ['Vindstød', 'other'], ['Terrain', 'other'],
  ])('on %s is about %s', (event, about) => {
    expect(warningOfCap(alertIn(message(INFO.replace('>Skybrud<', `>${event}<`))))?.about).toBe(about);
  });

  // The README of the recordings: a Z or fractions of a second make a time invalid.
  it.each(['2026-08-26T06:00:00Z', '2026-08-26T08:00:00.0+02:00', '2026-08-26'])('sent at %s is refused with its line', (time) => {
    expect(readCap(message(INFO).replace('2026-08-26T08:00:00+02:00', time))).toEqual({
      ok: false, faults: [{ line: 4, message: `sent must be a time such as 2026-08-26T12:20:00+02:00, without Z and parts of a second, not ${time}` }],
    });
  });

  it('is refused with every fault at once', () => {
    const read = readCap(message(INFO.replace('>Severe<', '>Bad<').replace('<event>Skybrud</event>', '')));
    expect(!read.ok && read.faults.map(({ message: says }) => says)).toEqual(['info needs event', 'severity must be one of Extreme, Severe, Moderate, Minor, Unknown, not Bad']);
  });

  it.each([
    ['<alert', 1, /root element/],
    ['<!DOCTYPE alert [<!ENTITY a "b">]>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>', 1, /document type/],
    ['<alert xmlns="urn:oasis:names:tc:emergency:cap:1.1"/>', 1, /the root must be an alert of urn:oasis:names:tc:emergency:cap:1\.2/],
    ['{}', 1, /./],
  ])('%j is none', (text, line, says) => {
    const read = readCap(text);
    expect(!read.ok && read.faults[0]?.line).toBe(line);
    expect(!read.ok && read.faults[0]?.message).toMatch(says);
  });
});
