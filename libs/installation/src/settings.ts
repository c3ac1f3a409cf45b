import { resolve } from 'node:path';
import { isLaneName } from '@voldgrav/wire';
import { z } from 'zod';

/** What the environment decides (contract.md §2). */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly townDir: string;
  /** The invented town that comes along: its duty officer signs in by link. */
  readonly isSampleTown: boolean;
  /** An MQTT broker of one's own; absent: the embedded one. */
  readonly mqttUrl?: string;
  readonly mqttVersion: '3.1.1' | '5';
  /** The session at that broker is kept under this name: two servers of one name would take each other's messages. */
  readonly mqttClientId: string;
  readonly mqttHost: string;
  readonly mqttPort: number;
  /** How far back the journal reaches at most; see docs/decisions/0003-journal-bounds.md. */
  readonly journalDays: number;
  readonly journalGb: number;
  /** InfluxDB, or what answers its 1.x API; absent: the embedded store. */
  readonly influx?: InfluxSettings;
  /** So long every observation is kept; rollups of ten minutes and more for ever. */
  readonly rawMonths: number;
  readonly publicUrl?: string;
  /** Absent: one is made and kept in the data folder. */
  readonly sessionSecret?: string;
  readonly openView: boolean;
  readonly demo: 'storm' | 'none';
  /** A test clock; absent: the real one. */
  readonly clock?: { readonly start: number; readonly speed: number };
  /** A lane that is not live: a replay or an exercise, played through the broker at `mqttUrl`. */
  readonly lane?: string;
  readonly logLevel: 'error' | 'warn' | 'log' | 'debug';
  /** Services that are asked for what is coming; each only where its address is given. */
  readonly comingFrom: {
    readonly everyMinutes: number;
    /** DMI's open data, such as https://opendataapi.dmi.dk/v1. */
    readonly dmiUrl?: string;
    readonly warnings?: { readonly url: string; readonly area: string };
    readonly utilityUrl?: string;
  };
  readonly tiles?: { readonly url: string; readonly attribution: string };
}

export interface InfluxSettings {
  readonly url: string;
  readonly database: string;
  readonly username?: string;
  readonly password?: string;
  readonly token?: string;
}

export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Settings of the contract that this version does not answer to yet: refused, since to ignore one would be silent loss. */
const NOT_YET = ['SMTP_URL', 'SMS_URL', 'OIDC_ISSUER', 'ALERTMANAGER_URL', 'VAPID_SUBJECT', 'WEBHOOK_SECRET'] as const;

/** Settings by which people are really reached: neither a test clock nor a lane may have them. */
const RECIPIENTS = ['SMTP_URL', 'SMS_URL', 'VAPID_SUBJECT', 'ALERTMANAGER_URL', 'WEBHOOK_SECRET'] as const;

const port = (name: string, usual: number) =>
  z.coerce.number({ error: `${name} must be a port number, 0 to 65535` }).int(`${name} must be a whole number`).min(0, `${name} must be 0 or more`).max(65535, `${name} must be at most 65535`).default(usual);

const amount = (name: string, usual: number) => z.coerce.number({ error: `${name} must be a number above 0` }).positive(`${name} must be above 0`).finite(`${name} must be a number above 0`).default(usual);

const choice = <const Values extends readonly [string, ...string[]]>(name: string, values: Values) =>
  z.enum(values, { error: `${name} must be ${values.join(' or ')}` });

const webAddress = (name: string) => z.url({ protocol: /^https?$/, error: `${name} must be an address such as https://vejr.example.dk` }).optional();

/** Of a server that shares its broker with no other. */
export const USUAL_CLIENT_ID = 'voldgrav';

const CLOCK_FORM = 'CLOCK must be an ISO time, @ and a speed, such as 2026-08-26T12:00:00Z@60';

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port('PORT', 8080),
  DATA_DIR: z.string().default('./data'),
  TOWN_DIR: z.string().optional(),
  MQTT_URL: z.url({ protocol: /^(mqtts?|tcp|ssl)$/, error: 'MQTT_URL must be an address such as mqtt://broker:1883' }).optional(),
  MQTT_VERSION: choice('MQTT_VERSION', ['3.1.1', '5']).default('3.1.1'),
  MQTT_CLIENT_ID: z.string().regex(/^[\w-]{1,64}$/, 'MQTT_CLIENT_ID must be letters, digits, hyphens and underscores, 64 at most').default(USUAL_CLIENT_ID),
  MQTT_HOST: z.string().default('127.0.0.1'),
  MQTT_PORT: port('MQTT_PORT', 1883),
  JOURNAL_DAYS: amount('JOURNAL_DAYS', 30),
  JOURNAL_GB: amount('JOURNAL_GB', 10),
  INFLUX_URL: z.url({ protocol: /^https?$/, error: 'INFLUX_URL must be an address such as http://influxdb:8086' }).optional(),
  INFLUX_DATABASE: z.string().optional(),
  INFLUX_USERNAME: z.string().optional(),
  INFLUX_PASSWORD: z.string().optional(),
  INFLUX_TOKEN: z.string().optional(),
  RAW_MONTHS: z.coerce.number({ error: 'RAW_MONTHS must be a whole number of months' }).int('RAW_MONTHS must be a whole number of months').min(1, 'RAW_MONTHS must be 1 or more').default(13),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'PUBLIC_URL must be an address such as https://voldgrav.example.dk' }).optional(),
  SESSION_SECRET: z.string().min(32, 'SESSION_SECRET must have at least 32 characters').optional(),
  OPEN_VIEW: choice('OPEN_VIEW', ['true', 'false']).default('true'),
  DEMO: choice('DEMO', ['storm', 'none']).optional(),
  CLOCK: z.string().transform(clockFrom).optional(),
  LANE: z.string().refine(isLaneName, 'LANE must be small letters, digits and hyphens, and not live').optional(),
  LOG_LEVEL: choice('LOG_LEVEL', ['error', 'warn', 'log', 'debug']).default('warn'),
  FORECAST_EVERY_MINUTES: amount('FORECAST_EVERY_MINUTES', 10),
  DMI_URL: webAddress('DMI_URL'),
  WARNING_FEED_URL: webAddress('WARNING_FEED_URL'),
  WARNING_AREA: z.string().optional(),
  UTILITY_FORECAST_URL: webAddress('UTILITY_FORECAST_URL'),
  MAP_TILES_URL: z.string().optional(),
  MAP_TILES_ATTRIBUTION: z.string().default(''),
});

function clockFrom(text: string, context: z.RefinementCtx): { start: number; speed: number } {
  const [iso = '', factor = '1', ...rest] = text.split('@');
  const start = Date.parse(iso);
  const speed = Number(factor);
  if (Number.isNaN(start) || !(speed > 0) || rest.length > 0) {
    context.addIssue({ code: 'custom', message: CLOCK_FORM });
    return z.NEVER;
  }
  return { start, speed };
}

/** A feed is the whole country's: without an area every warning in it would be ours. */
const unplacedFeed = (given: Readonly<Record<string, string | undefined>>): readonly string[] =>
  given['WARNING_FEED_URL'] !== undefined && given['WARNING_AREA'] === undefined
    ? ['WARNING_FEED_URL is set without WARNING_AREA: say which area a warning must name, such as the municipality as the service writes it']
    : [];

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

function exposedBroker(given: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { MQTT_HOST: host, MQTT_URL: url } = given;
  return url !== undefined || host === undefined || LOOPBACK.has(host)
    ? []
    : [`MQTT_HOST is ${host}, but the embedded broker speaks without encryption and so listens on loopback only; give a broker of your own with MQTT_URL`];
}

const INFLUX_WORDS = ['INFLUX_DATABASE', 'INFLUX_USERNAME', 'INFLUX_PASSWORD', 'INFLUX_TOKEN'] as const;

function influxFaults(given: Readonly<Record<string, string | undefined>>, noDemo: boolean): readonly string[] {
  const { INFLUX_URL: url, INFLUX_USERNAME: username, INFLUX_PASSWORD: password, INFLUX_TOKEN: token, DEMO: demo } = given;
  if (url === undefined) return INFLUX_WORDS.filter((name) => given[name] !== undefined).map((name) => `${name} is set without INFLUX_URL; give both or neither`);
  return [
    ...(/^https?:\/\/[^/]*@/.test(url) ? ['INFLUX_URL must not hold a name and password; give them with INFLUX_USERNAME and INFLUX_PASSWORD'] : []),
    ...(token !== undefined && username !== undefined ? ['INFLUX_TOKEN and INFLUX_USERNAME are both set; give one of them'] : []),
    ...((username === undefined) !== (password === undefined) ? ['INFLUX_USERNAME and INFLUX_PASSWORD go together; give both or neither'] : []),
    ...(demo === 'storm' && !noDemo ? ['DEMO is storm, and INFLUX_URL is set: invented rain stays out of a store of your own; unset one of them'] : []),
  ];
}

function influxOf(env: z.infer<typeof Environment>): { readonly influx?: InfluxSettings } {
  const { INFLUX_URL: url, INFLUX_DATABASE: database = 'voldgrav', INFLUX_USERNAME: username, INFLUX_PASSWORD: password, INFLUX_TOKEN: token } = env;
  // What a lane plays never mixes with live's store.
  if (url === undefined || env.LANE !== undefined) return {};
  const account = username === undefined ? {} : { username, ...(password === undefined ? {} : { password }) };
  return { influx: { url, database, ...account, ...(token === undefined ? {} : { token }) } };
}

/** What is not live must never be able to wake anybody, and a lane has to come from somewhere. */
function notLive(given: Readonly<Record<string, string | undefined>>): readonly string[] {
  const reached = RECIPIENTS.filter((name) => given[name] !== undefined);
  return [
    ...(['CLOCK', 'LANE'] as const).flatMap((name) =>
      given[name] === undefined ? [] : reached.map((recipient) => `Both ${name} and ${recipient} are set: what is not live must not reach real people; unset one of them`),
    ),
    ...(given['LANE'] !== undefined && given['CLOCK'] !== undefined ? ['LANE and CLOCK are both set, but a lane has a clock of its own; unset CLOCK'] : []),
    ...(given['LANE'] !== undefined && given['MQTT_URL'] === undefined ? ['LANE is set without MQTT_URL: a lane is played through a broker; give its address'] : []),
    ...(given['LANE'] !== undefined && given['DEMO'] === 'storm' ? ['LANE and DEMO=storm are both set, but the simulated storm is sent to live; unset DEMO'] : []),
  ];
}

/**
 * Reads the environment and the command line (`--no-demo`) once. `sampleTown` is where the town of the demo lies. All
 * faults are reported together, each in a sentence that names the setting.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
  sampleTown: string,
): SettingsResult {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const unknownArgs = args.filter((arg) => arg !== '--no-demo').map((arg) => `${arg} is not an option; there is --no-demo`);
  const notYet = NOT_YET.filter((name) => given[name] !== undefined).map((name) => `${name} is set, but this version does not use it yet; unset it`);
  const parsed = Environment.safeParse(given);
  const faults = [...(parsed.error?.issues.map((issue) => issue.message) ?? []), ...notYet, ...unknownArgs, ...exposedBroker(given), ...influxFaults(given, args.includes('--no-demo')), ...unplacedFeed(given), ...notLive(given)];
  if (!parsed.success || faults.length > 0) return { ok: false, faults };
  const env = parsed.data;
  // Invented rain never goes to somebody's own broker unless they ask for it, and never to a store of their own.
  const demo = args.includes('--no-demo') ? 'none' : (env.DEMO ?? (env.TOWN_DIR === undefined && env.MQTT_URL === undefined && env.INFLUX_URL === undefined ? 'storm' : 'none'));
  const townDir = env.TOWN_DIR === undefined ? sampleTown : resolve(env.TOWN_DIR);
  return {
    ok: true,
    settings: {
      host: env.HOST,
      port: env.PORT,
      dataDir: resolve(env.DATA_DIR),
      townDir,
      isSampleTown: townDir === sampleTown,
      mqttVersion: env.MQTT_VERSION,
      mqttClientId: env.MQTT_CLIENT_ID,
      mqttHost: env.MQTT_HOST,
      mqttPort: env.MQTT_PORT,
      journalDays: env.JOURNAL_DAYS,
      journalGb: env.JOURNAL_GB,
      rawMonths: env.RAW_MONTHS,
      ...influxOf(env),
      openView: env.OPEN_VIEW === 'true',
      demo,
      logLevel: env.LOG_LEVEL,
      comingFrom: {
        everyMinutes: env.FORECAST_EVERY_MINUTES,
        ...(env.DMI_URL === undefined ? {} : { dmiUrl: env.DMI_URL }),
        ...(env.WARNING_FEED_URL === undefined || env.WARNING_AREA === undefined ? {} : { warnings: { url: env.WARNING_FEED_URL, area: env.WARNING_AREA } }),
        ...(env.UTILITY_FORECAST_URL === undefined ? {} : { utilityUrl: env.UTILITY_FORECAST_URL }),
      },
      ...(env.MQTT_URL === undefined ? {} : { mqttUrl: env.MQTT_URL }),
      ...(env.PUBLIC_URL === undefined ? {} : { publicUrl: env.PUBLIC_URL }),
      ...(env.SESSION_SECRET === undefined ? {} : { sessionSecret: env.SESSION_SECRET }),
      ...(env.CLOCK === undefined ? {} : { clock: env.CLOCK }),
      ...(env.LANE === undefined ? {} : { lane: env.LANE }),
      ...(env.MAP_TILES_URL === undefined ? {} : { tiles: { url: env.MAP_TILES_URL, attribution: env.MAP_TILES_ATTRIBUTION } }),
    },
  };
}
