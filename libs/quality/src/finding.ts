import type { CheckWords } from './check-words.ts';

/**
 * What a check can find, by a code; the figures stand in braces. The English sentence is how a finding is kept (`CheckResult.detail`):
 * code and figures can be had back from it (`findingIn`), so that a screen says it in its own language.
 */
const FINDINGS = {
  'outside-range': { en: '{value} is outside {min} to {max}', da: '{value} ligger uden for {min} til {max}' },
  'no-time': { en: 'no time of its own: the arrival time stands in', da: 'uden eget tidspunkt: ankomsttiden er sat i stedet' },
  'in-the-future': { en: '{at} is {minutes} min in the future', da: '{at} ligger {minutes} min ude i fremtiden' },
  'days-old': { en: '{at} is {days} days old', da: '{at} er {days} døgn gammel' },
  'clock-behind': { en: 'its clock is {minutes} min behind, or every message is late', da: 'uret går {minutes} min bagud, eller hver melding er forsinket' },
  'not-a-number': { en: '"{text}" is not a number', da: '"{text}" er ikke et tal' },
  'off-neighbours-in-time': { en: '{size} off its neighbours, over {limit}', da: '{size} fra værdierne før og efter, over {limit}' },
  'changes-over': { en: '{rate} an hour, over {limit}', da: '{rate} i timen, over {limit}' },
  'change-fails': { en: '{rate} an hour; {limit} fails', da: '{rate} i timen; {limit} underkendes' },
  'within-for': { en: 'within {tolerance} for {hours} h', da: 'inden for {tolerance} i {hours} t' },
  'varies-little': { en: 'varies by {spread}, under {limit}', da: 'varierer {spread}, under {limit}' },
  'hours-since': { en: '{hours} h since the value before', da: '{hours} t siden værdien før' },
  'nothing-for': { en: 'nothing for {hours} h', da: 'intet i {hours} t' },
  'at-least': { en: 'at least {limit}: the sensor sees no higher', da: 'mindst {limit}: måleren ser ikke højere' },
  'at-most': { en: 'at most {limit}: the sensor sees no lower', da: 'højst {limit}: måleren ser ikke lavere' },
  'loop-fault': { en: '{current} mA: the loop says that the sensor is broken', da: '{current} mA: strømsløjfen siger, at måleren er i stykker' },
  'over-the-record': { en: '{depth} mm in {minutes} min; the Danish record is {record} mm (grade {grade})', da: '{depth} mm på {minutes} min; den danske rekord er {record} mm (grad {grade})' },
  'times-running': { en: '{depth} mm {times} times running', da: '{depth} mm {times} gange i træk' },
  'counter-reset': { en: '{before} → {after}: the counter was reset, at least this fell', da: '{before} → {after}: tælleren er nulstillet, mindst dette faldt' },
  'counter-leapt': { en: '{before} → {after}: more than can rain in that time', da: '{before} → {after}: mere, end der kan regne på den tid' },
  'sum-since': { en: '{depth} mm since {at}: when it fell is not known', da: '{depth} mm siden {at}: hvornår det faldt, vides ikke' },
  'told-otherwise': { en: 'also told as {value}', da: 'også meldt som {value}' },
  'snow-in-funnel': { en: '{temperature} °C: snow may lie in the funnel', da: '{temperature} °C: der kan ligge sne i tragten' },
  blocked: { en: 'blocked? {depth} mm in an hour, {wet} mm or more at {count} of {of} near by', da: 'stoppet? {depth} mm på en time, {wet} mm eller mere hos {count} af {of} i nærheden' },
  isolated: { en: 'isolated: {depth} mm in an hour, and dry at all {of} near by', da: 'alene: {depth} mm på en time, og tørt hos alle {of} i nærheden' },
  'dry-among-wet': { en: 'no rain since half an hour in which the neighbours had some: blocked?', da: 'ingen regn siden en halv time, hvor naboerne fik noget: stoppet?' },
  'far-more': { en: '{depth} mm in 5 min, where the middle neighbour has {median} mm', da: '{depth} mm på 5 min, hvor den midterste nabo har {median} mm' },
  'dry-for-days': { en: 'dry for {days} days, {wet} mm or more at {count} of {of} neighbours: clogged?', da: 'tør i {days} døgn, {wet} mm eller mere hos {count} af {of} naboer: tilstoppet?' },
  'at-work-until': { en: '{reason}, until {at}', da: '{reason}, til {at}' },
  'work-overdue': { en: '{reason}: should have ended {minutes} min ago', da: '{reason}: skulle være slut for {minutes} min siden' },
} as const satisfies Readonly<Record<string, CheckWords>>;

export type FindingCode = keyof typeof FINDINGS;

/** The names in the braces of a sentence. */
type FiguresOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | FiguresOf<Rest> : never;

/** A finding as facts: numbers as numbers, times in ISO 8601, a person's own words as they are. */
export interface Finding {
  readonly code: FindingCode;
  readonly figures: Readonly<Record<string, number | string>>;
}

/** A finding as it is kept. */
export const finding = <Code extends FindingCode>(code: Code, figures: Readonly<Record<FiguresOf<(typeof FINDINGS)[Code]['en']>, number | string>>): string => filled(FINDINGS[code].en, figures, String);

/** Code and figures of a finding as it was kept; undefined of what is none. */
export function findingIn(detail: string): Finding | undefined {
  for (const [code, names, pattern] of (patterns ??= patternsOf())) {
    const found = pattern.exec(detail);
    if (found === null) continue;
    return { code, figures: Object.fromEntries(names.map((name, index) => [name, figureIn(name, found[index + 1] ?? '')])) };
  }
  return undefined;
}

/** The finding in words; `show` says how a figure looks in that language. */
export const findingText = ({ code, figures }: Finding, language: 'da' | 'en', show: (figure: number | string, name: string) => string): string => filled(FINDINGS[code][language], figures, show);

const filled = (text: string, figures: Readonly<Record<string, number | string>>, show: (figure: number | string, name: string) => string): string =>
  // A sensor without a clock is told so with every reading.
  !text.includes('{') ? text : text.replaceAll(/\{(\w+)\}/g, (_, name: string) => show(figures[name] ?? '', name));

/** Whether a figure is a person's own words. */
const isOwnWords = (name: string): boolean => name === 'reason' || name === 'text';

function figureIn(name: string, written: string): number | string {
  if (isOwnWords(name) || name === 'at') return written;
  const number = Number(written);
  return written === '' || Number.isNaN(number) ? written : number;
}

type Pattern = readonly [code: FindingCode, names: readonly string[], pattern: RegExp];
// Made when first asked for: a page that never asks need not load it.
let patterns: readonly Pattern[] | undefined;

const patternsOf = (): readonly Pattern[] =>
  Object.entries(FINDINGS).map(([code, { en }]) => {
    const names = [...en.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const literal = en.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
    const pattern = literal.replaceAll(/\{(\w+)\}/g, (_, name: string) => (isOwnWords(name) ? '(.+)' : String.raw`(\S+)`));
    return [code as FindingCode, names, new RegExp(`^${pattern}$`, 's')];
  });
