import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkCap } from './check-cap.ts';

// Element by element on lines of their own, so that the expected lines can be counted by eye.
const VALID = `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>dk.ravnsvig.skybrud-1</identifier>
  <sender>vagt@ravnsvig.example.dk</sender>
  <sent>2026-08-26T14:20:00+02:00</sent>
  <status>Actual</status>
  <msgType>Alert</msgType>
  <scope>Public</scope>
  <info>
    <language>da-DK</language>
    <category>Met</category>
    <category>Infra</category>
    <event>Skybrud</event>
    <urgency>Immediate</urgency>
    <severity>Severe</severity>
    <certainty>Observed</certainty>
    <effective>2026-08-26T14:20:00+02:00</effective>
    <expires>2026-08-26T16:20:00+02:00</expires>
    <web>https://example.org/haendelser/R04</web>
    <resource>
      <resourceDesc>Kort</resourceDesc>
      <mimeType>text/plain</mimeType>
      <size>3</size>
      <derefUri>YWJj</derefUri>
      <digest>a9993e364706816aba3e25717850c26c9cd0d89d</digest>
    </resource>
    <area>
      <areaDesc>Opland Ådalen</areaDesc>
      <polygon>55.70,9.50 55.70,9.56 55.73,9.56 55.70,9.50</polygon>
      <circle>55.71,9.53 2.5</circle>
      <altitude>0</altitude>
      <ceiling>100</ceiling>
    </area>
  </info>
</alert>`;

const sha1 = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');
const told = (text: string) => checkCap(text, sha1).map(({ kind, line, message }) => `${line} ${kind === 'advice' ? 'advice: ' : ''}${message}`);

function changed(from: string, to: string): string {
  if (!VALID.includes(from)) throw new Error(`nothing to change: ${from}`);
  return VALID.replace(from, to);
}

describe('a CAP message is checked', () => {
  // The digest is that of "abc", the example of FIPS 180-2 A.1.
  it('and is valid', () => expect(told(VALID)).toEqual([]));

  it('with a prefix and a signature', () => {
    const signed = VALID.replace('</alert>', '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="s"><ds:SignedInfo/></ds:Signature></alert>');
    expect(told(signed)).toEqual([]);
    expect(told(signed.replaceAll(/<(\/?)(?=[a-z])(?!ds:)/gi, '<$1cap:').replace('xmlns=', 'xmlns:cap='))).toEqual([]);
  });

  // domain.md §5.1: what two validators of the schema said of such mutations.
  it.each([
    ['a Z', '<sent>2026-08-26T14:20:00+02:00', '<sent>2026-08-26T14:20:00Z', '5 sent must be a time such as 2026-08-26T12:20:00+02:00, without Z and parts of a second, not "2026-08-26T14:20:00Z"'],
    ['parts of a second', '<sent>2026-08-26T14:20:00', '<sent>2026-08-26T14:20:00.000', /^5 sent must be a time/],
    ['a comma for the sign', '16:20:00+02:00', '16:20:00,02:00', /^18 expires must be a time/],
    ['a day that is none', '<sent>2026-08-26', '<sent>2026-02-30', /^5 sent must be a time/],
    ['small letters', '>Severe<', '>severe<', '15 severity must be one of Extreme, Severe, Moderate, Minor, Unknown, not "severe"'],
    ['blanks about a code', '>Severe<', '> Severe <', /^15 severity must be one of/],
    ['another order', '<urgency>Immediate</urgency>\n    <severity>Severe</severity>', '<severity>Severe</severity>\n    <urgency>Immediate</urgency>', '15 urgency must stand before severity'],
    ['a late category', '<event>Skybrud</event>', '<event>Skybrud</event><category>Geo</category>', '13 category must stand before event'],
    ['two statuses', '<status>Actual</status>', '<status>Actual</status><status>Test</status>', '6 status stands twice in alert, where one is allowed'],
    ['no event', '<event>Skybrud</event>', '', '9 info needs event'],
    ['an empty event', '>Skybrud<', '> <', '13 event is empty'],
    ['no mimeType', '<mimeType>text/plain</mimeType>', '', '20 resource needs mimeType'],
    ['no areaDesc', '<areaDesc>Opland Ådalen</areaDesc>', '', '27 area needs areaDesc'],
    ['a stranger', '<scope>', '<mood>good</mood><scope>', '8 mood cannot stand in alert'],
    ["another standard's element", '<scope>', '<x:scope xmlns:x="urn:x"/><scope>', '8 scope of "urn:x" cannot stand in alert'],
    ['text between elements', '<scope>', 'hear! <scope>', '2 alert holds elements and no text of its own, but "hear!" stands in it'],
    ['markup in a text', '>Skybrud<', '><b>Skybrud</b><', '13 event holds text and no elements, but b stands in it'],
    ['an attribute', '<event>', '<event lang="da">', '13 event cannot have the attribute lang'],
    ['a language that is none', '>da-DK<', '>på dansk<', '10 language must be a language such as da-DK, not "på dansk"'],
    ['a size that is none', '<size>3<', '<size>3.5<', '23 size must be a whole number, 0 or more, not "3.5"'],
    ['an altitude that is none', '<altitude>0<', '<altitude>ground<', /^31 altitude must be a decimal number/],
  ])('against the schema: %s', (_what, from, to, says) => {
    expect(told(changed(from, to))).toEqual([typeof says === 'string' ? says : (expect.stringMatching(says) as unknown)]);
  });

  it.each([
    ['a blank in identifier', 'skybrud-1<', 'skybrud 1<', '3 identifier cannot hold a blank, as in "dk.ravnsvig.skybrud 1"'],
    ['a comma in identifier', 'skybrud-1<', 'skybrud,1<', '3 identifier cannot hold a comma, as in "dk.ravnsvig.skybrud,1"'],
    ['& in sender', 'vagt@', 'vagt&amp;co@', '4 sender cannot hold &, as in "vagt&co@ravnsvig.example.dk"'],
    ['a control character in sender', 'vagt@', 'vagt&#x85;@', /^4 sender cannot hold a control character/],
    ['Restricted without restriction', '>Public<', '>Restricted<', '8 scope is Restricted, so restriction must say to whom'],
    ['Private without addresses', '>Public<', '>Private<', '8 scope is Private, so addresses must name who is meant'],
    ['an open quotation mark', '</scope>', '</scope><addresses>"Vagt centralen</addresses>', '8 addresses has a quotation mark that is not closed'],
    ['Update without references', '>Alert<', '>Update<', '7 msgType is Update, so references must name the earlier message'],
    ['Cancel without references', '>Alert<', '>Cancel<', '7 msgType is Cancel, so references must name the earlier message'],
    ['references of two parts', '</scope>', '</scope><references>a@b.dk,w-0</references>', '8 references must be sender,identifier,sent, not "a@b.dk,w-0"'],
    ['references with a Z', '</scope>', '</scope><references>a@b.dk,w-0,2026-08-26T07:00:00Z</references>', /^8 references has a time that is none: "2026-08-26T07:00:00Z"/],
    ['references to itself', '</scope>', '</scope><references>vagt@ravnsvig.example.dk,dk.ravnsvig.skybrud-1,2026-08-26T14:20:00+02:00</references>', '8 references names this message itself'],
    // 14:21 in Denmark is 12:21 UTC, a minute after `sent`.
    ['references to what came later', '</scope>', '</scope><references>a@b.dk,w-0,2026-08-26T12:21:00-00:00</references>', '8 references must name earlier messages, and w-0 was sent after this one'],
    ['an expiry at its beginning', '16:20:00+02:00', '12:20:00-00:00', '18 expires must be after effective'],
    ['an address that is not whole', '>https://example.org/haendelser/R04<', '>/haendelser/R04<', '19 web must be a whole address such as https://example.dk/varsel, not "/haendelser/R04"'],
    ['a mimeType that is none', '>text/plain<', '>text<', '22 mimeType must be such as image/png, not "text"'],
    ['a size below 0', '<size>3<', '<size>-3<', '23 size must be a whole number, 0 or more, not "-3"'],
    ['a relative uri alone', '<derefUri>YWJj</derefUri>\n      <digest>a9993e364706816aba3e25717850c26c9cd0d89d</digest>', '<uri>kort.txt</uri>', '24 uri must be a whole address, since no derefUri stands beside it, not "kort.txt"'],
    ['what is no base64', 'YWJj', 'YW*j', '24 derefUri must be base64'],
    ['a digest of MD5', 'a9993e364706816aba3e25717850c26c9cd0d89d', '900150983cd24fb0d6963f7d28e17f72', '25 digest must be the 40 hexadecimal digits of a SHA-1, not "900150983cd24fb0d6963f7d28e17f72"'],
    ['the digest of something else', 'YWJj', 'YWJk', /^25 digest does not belong to what derefUri holds/],
    ['an open polygon', '55.73,9.56 55.70,9.50', '55.73,9.56 55.73,9.50', '29 polygon must end where it began, at 55.70,9.50, not at 55.73,9.50'],
    ['a polygon of three pairs', ' 55.73,9.56 55.70,9.50', ' 55.70,9.50', '29 polygon must have 4 pairs or more, not 3'],
    ['longitude first', '55.73,9.56', '155.73,9.56', '29 polygon has "155.73,9.56", which has a latitude beyond 90 degrees'],
    ['a blank after the comma', '55.73,9.56', '55.73, 9.56', '29 polygon has "55.73,", which is no latitude,longitude in degrees'],
    ['a circle without radius', '55.71,9.53 2.5', '55.71,9.53', /^30 circle must be latitude,longitude and a radius/],
    ['a circle of less than nothing', ' 2.5<', ' -1<', '30 circle has the radius "-1", which is no number of km, 0 or more'],
    ['a ceiling alone', '<altitude>0</altitude>', '', '32 ceiling must not stand without altitude'],
    ['a ceiling underground', '<ceiling>100<', '<ceiling>-1<', '32 ceiling is -1, which is below altitude, 0'],
  ])('against the standard: %s', (_what, from, to, says) => {
    expect(told(changed(from, to))).toEqual([typeof says === 'string' ? says : (expect.stringMatching(says) as unknown)]);
  });

  it('against the standard: an alert that says nothing, unless it is of the system', () => {
    const silent = VALID.replace(/ {2}<info>[\s\S]*<\/info>\n/, '');
    expect(told(silent)).toEqual(['2 msgType is Alert, so there must be an info that says what is the matter']);
    expect(told(silent.replace('>Actual<', '>System<'))).toEqual([]);
  });

  it('and what is only recommended is advice', () => {
    expect(told(changed('<sent>2026-08-26T14:20:00+02:00', '<sent>2026-08-26T12:20:00+00:00'))).toEqual(['5 advice: sent ends with +00:00; the standard writes UTC as -00:00']);
    expect(told(changed('<sent>2026-08-26T14:20:00+02:00', '<sent>2026-08-26T12:20:00-00:00'))).toEqual([]);
    expect(told(changed('>Actual<', '>Exercise<'))).toEqual(['6 advice: status is Exercise; note should name the exercise']);
    const [info = ''] = /<info>[\s\S]*<\/info>/.exec(VALID) ?? [];
    expect(told(changed(info, info + info.replace('>Severe<', '>Minor<')))).toEqual(['34 advice: this info contradicts the one on line 9 in severity, for the same event, area and language']);
    expect(told(changed(info, info + info.replace('>Severe<', '>Minor<').replace('>da-DK<', '>en-GB<')))).toEqual([]);
  });

  it('with every fault at once, in the order of the lines', () => {
    const text = VALID.replace('>Alert<', '>Update<').replace('>Severe<', '>Bad<').replace('skybrud-1<', 'a b<');
    expect(told(text).map((line) => Number.parseInt(line))).toEqual([3, 7, 15]);
  });

  it.each([
    ['nothing', '', /^1 /],
    ['no XML', '{}', /^1 /],
    ['CAP 1.1', '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.1"/>', /^1 the root must be an alert of urn:oasis:names:tc:emergency:cap:1\.2/],
    ['a tag that is not closed', VALID.replace('</info>', ''), '35 unexpected close tag'],
    ['an entity of its own', '<!DOCTYPE alert [<!ENTITY a "b">]>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">&a;</alert>', '1 a document type is not allowed here'],
    ['a file that it asks for', '<!DOCTYPE alert SYSTEM "file:///etc/passwd">\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>', '1 a document type is not allowed here'],
    ['a control character', VALID.replace('Skybrud<', 'Sky&#1;brud<'), /^13 /],
  ])('%s is none, with one fault', (_what, text, says) => {
    expect(told(text)).toEqual([typeof says === 'string' ? says : (expect.stringMatching(says) as unknown)]);
  });

  it('of sixteen megabytes of infos in a time that is worth no attack', () => {
    const info = '<info><category>Met</category><event>x</event><urgency>Past</urgency><severity>Minor</severity><certainty>Likely</certainty><area><areaDesc>a</areaDesc><geocode><valueName>n</valueName><value>1</value></geocode></area></info>';
    const many = VALID.replace('</alert>', `${info.repeat(60_000)}</alert>`);
    const beganAt = performance.now();
    expect(told(many)).toEqual([]);
    // A second or two where nothing else runs; minutes, were each held against all others.
    expect(performance.now() - beganAt).toBeLessThan(45_000);
  });

  it('elements without end in one another are refused before they are read', () => {
    const deep = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${'<a>'.repeat(5_000_000)}`;
    expect(told(deep)).toEqual(['1 elements stand more than 100 deep in one another']);
    expect(told('x'.repeat(16_777_217))).toEqual(['1 this is longer than 16777216 characters and was not read']);
  });
});
