import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const read = (environment: Readonly<Record<string, string>>, ...args: readonly string[]) => readSettings(environment, args, '/sample');

describe('settings', () => {
  it('need nothing: the sample town, its storm, loopback', () => {
    expect(read({})).toMatchObject({
      ok: true,
      settings: { host: '127.0.0.1', port: 8080, mqttHost: '127.0.0.1', mqttPort: 1883, townDir: '/sample', demo: 'storm', openView: true, logLevel: 'warn', mqttVersion: '3.1.1', mqttClientId: 'voldgrav', journalDays: 30, journalGb: 10 },
    });
  });

  it.each([
    [{ TOWN_DIR: 'elsewhere' }, [], 'none'],
    [{ TOWN_DIR: 'elsewhere', DEMO: 'storm' }, [], 'storm'],
    [{}, ['--no-demo'], 'none'],
    [{ MQTT_URL: 'mqtt://broker:1883' }, [], 'none'],
    [{ INFLUX_URL: 'http://influxdb:8086' }, [], 'none'],
    [{ INFLUX_URL: 'http://influxdb:8086', DEMO: 'storm' }, ['--no-demo'], 'none'],
    [{ MQTT_URL: 'mqtt://broker:1883', DEMO: 'storm' }, [], 'storm'],
    [{ DEMO: 'storm' }, ['--no-demo'], 'none'],
    [{ DEMO: 'none' }, [], 'none'],
  ])('with %j and %j the demo is %s', (environment, args, demo) => {
    expect(read(environment as Record<string, string>, ...args)).toMatchObject({ ok: true, settings: { demo } });
  });

  it('know the sample town by its folder, however it was named', () => {
    expect(read({})).toMatchObject({ settings: { isSampleTown: true } });
    expect(read({ TOWN_DIR: '/sample/' })).toMatchObject({ settings: { isSampleTown: true } });
    expect(read({ TOWN_DIR: '/elsewhere' })).toMatchObject({ settings: { isSampleTown: false } });
  });

  it('take a session secret of 32 characters, and none shorter', () => {
    expect(read({ SESSION_SECRET: 's'.repeat(32) })).toMatchObject({ ok: true, settings: { sessionSecret: 's'.repeat(32) } });
    expect(read({ SESSION_SECRET: 's'.repeat(31) })).toEqual({ ok: false, faults: ['SESSION_SECRET must have at least 32 characters'] });
  });

  it.each([
    [{ CLOCK: '2026-08-26T12:00:00Z@60', SMTP_URL: 'smtp://mail' }, 'Both CLOCK and SMTP_URL are set: what is not live must not reach real people; unset one of them'],
    [{ CLOCK: '2026-08-26T12:00:00Z@60', SMS_URL: 'https://sms' }, 'Both CLOCK and SMS_URL are set: what is not live must not reach real people; unset one of them'],
    [{ LANE: 'night', MQTT_URL: 'mqtt://broker:1883', SMS_URL: 'https://sms' }, 'Both LANE and SMS_URL are set: what is not live must not reach real people; unset one of them'],
    [{ LANE: 'night' }, 'LANE is set without MQTT_URL: a lane is played through a broker; give its address'],
    [{ LANE: 'live', MQTT_URL: 'mqtt://broker:1883' }, 'LANE must be small letters, digits and hyphens, and not live'],
    [{ LANE: 'night', MQTT_URL: 'mqtt://broker:1883', CLOCK: '2026-08-26T12:00:00Z' }, 'LANE and CLOCK are both set, but a lane has a clock of its own; unset CLOCK'],
    [{ LANE: 'night', MQTT_URL: 'mqtt://broker:1883', DEMO: 'storm' }, 'LANE and DEMO=storm are both set, but the simulated storm is sent to live; unset DEMO'],
  ])('refuse %j, which could wake real people or has nothing to play', (environment, sentence) => {
    const result = read(environment);
    expect(result.ok ? [] : result.faults).toContain(sentence);
  });

  it.each(['SMTP_URL', 'SMS_URL', 'VAPID_SUBJECT', 'ALERTMANAGER_URL', 'WEBHOOK_SECRET'])('give no lane and no test clock %s, whatever its value', (recipient) => {
    for (const [name, environment] of [['LANE', { LANE: 'night', MQTT_URL: 'mqtt://broker:1883' }], ['CLOCK', { CLOCK: '2026-08-26T12:00:00Z@60' }]] as const) {
      const result = read({ ...environment, [recipient]: 'https://real.example.dk' });
      expect(result.ok ? [] : result.faults).toContain(`Both ${name} and ${recipient} are set: what is not live must not reach real people; unset one of them`);
    }
  });

  it('take a lane', () => {
    expect(read({ LANE: 'night', MQTT_URL: 'mqtt://broker:1883' })).toMatchObject({ ok: true, settings: { lane: 'night', demo: 'none' } });
  });

  it('ask a warning feed only for an area, and DMI only where its address is given', () => {
    const WARNING_FEED_URL = 'https://feeds.example.org/denmark';
    expect(read({})).toMatchObject({ settings: { comingFrom: { everyMinutes: 10 } } });
    expect(read({ WARNING_FEED_URL, WARNING_AREA: 'Vejle', DMI_URL: 'https://dmi.example.dk/v1' })).toMatchObject({
      settings: { comingFrom: { warnings: { url: WARNING_FEED_URL, area: 'Vejle' }, dmiUrl: 'https://dmi.example.dk/v1' } },
    });
    expect(read({ WARNING_FEED_URL })).toMatchObject({ ok: false, faults: [expect.stringContaining('without WARNING_AREA')] });
    expect(read({ DMI_URL: 'dmi' })).toEqual({ ok: false, faults: ['DMI_URL must be an address such as https://vejr.example.dk'] });
  });

  it('take the name of the session at the broker', () => {
    expect(read({ MQTT_CLIENT_ID: 'voldgrav-test_2' })).toMatchObject({ settings: { mqttClientId: 'voldgrav-test_2' } });
    for (const MQTT_CLIENT_ID of ['a b', 'a/b', 'x'.repeat(65)]) {
      expect(read({ MQTT_CLIENT_ID })).toEqual({ ok: false, faults: ['MQTT_CLIENT_ID must be letters, digits, hyphens and underscores, 64 at most'] });
    }
  });

  it('reads a test clock', () => {
    expect(read({ CLOCK: '2026-08-26T12:00:00Z@60' })).toMatchObject({ settings: { clock: { start: Date.UTC(2026, 7, 26, 12), speed: 60 } } });
  });

  it('takes an empty setting for one that is not there', () => {
    expect(read({ PORT: '', MQTT_URL: '' })).toMatchObject({ ok: true, settings: { port: 8080 } });
  });

  it('name an InfluxDB, or the embedded store', () => {
    const url = 'http://influxdb:8086';
    expect(read({})).not.toHaveProperty('settings.influx');
    expect(read({})).toMatchObject({ settings: { rawMonths: 13 } });
    expect(read({ INFLUX_URL: url, RAW_MONTHS: '25' })).toMatchObject({ settings: { influx: { url, database: 'voldgrav' }, rawMonths: 25 } });
    expect(read({ INFLUX_URL: url, INFLUX_DATABASE: 'town', INFLUX_USERNAME: 'v', INFLUX_PASSWORD: 'p' })).toMatchObject({ settings: { influx: { url, database: 'town', username: 'v', password: 'p' } } });
    expect(read({ INFLUX_URL: url, INFLUX_TOKEN: 't' })).toMatchObject({ settings: { influx: { url, database: 'voldgrav', token: 't' } } });
  });

  it.each([
    [{ INFLUX_URL: 'influxdb:8086' }, /^INFLUX_URL must be an address/],
    [{ INFLUX_URL: 'http://v:p@influxdb:8086' }, /^INFLUX_URL must not hold a name/],
    [{ INFLUX_TOKEN: 't' }, /^INFLUX_TOKEN is set without INFLUX_URL/],
    [{ INFLUX_URL: 'http://influxdb:8086', INFLUX_USERNAME: 'v' }, /^INFLUX_USERNAME and INFLUX_PASSWORD go together/],
    [{ INFLUX_URL: 'http://influxdb:8086', INFLUX_USERNAME: 'v', INFLUX_PASSWORD: 'p', INFLUX_TOKEN: 't' }, /^INFLUX_TOKEN and INFLUX_USERNAME are both set/],
    [{ INFLUX_URL: 'http://influxdb:8086', DEMO: 'storm' }, /^DEMO is storm, and INFLUX_URL is set/],
    [{ RAW_MONTHS: '0' }, /^RAW_MONTHS must be 1 or more/],
  ])('refuse %j', (environment, fault) => {
    expect(read(environment as Record<string, string>)).toMatchObject({ ok: false, faults: [expect.stringMatching(fault)] });
  });

  it('reports every fault at once, each by the name of its setting', () => {
    const result = read({ PORT: '99999', MQTT_PORT: 'x', MQTT_VERSION: '4', JOURNAL_DAYS: '0', JOURNAL_GB: 'much', CLOCK: 'noon', DEMO: 'rain', MQTT_URL: 'http://broker', OPEN_VIEW: 'yes', SMTP_URL: 'smtp://post' }, '--fast');
    expect(result.ok).toBe(false);
    const faults = result.ok ? [] : result.faults;
    for (const name of ['PORT', 'MQTT_PORT', 'MQTT_VERSION', 'JOURNAL_DAYS', 'JOURNAL_GB', 'CLOCK', 'DEMO', 'MQTT_URL', 'OPEN_VIEW', 'SMTP_URL', '--fast']) {
      expect(faults.filter((fault) => fault.startsWith(`${name} `)), name).toHaveLength(1);
    }
  });

  it('never lets the embedded broker listen to the world, and says so beside every other fault', () => {
    expect(read({ MQTT_HOST: '0.0.0.0', PORT: '-1' })).toMatchObject({ ok: false, faults: [expect.stringMatching(/^PORT /), expect.stringMatching(/^MQTT_HOST is 0\.0\.0\.0/)] });
    expect(read({ MQTT_HOST: '0.0.0.0', MQTT_URL: 'mqtt://broker:1883' }).ok).toBe(true);
  });
});
