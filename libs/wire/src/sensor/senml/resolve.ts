import type { Fault } from '../decoded.ts';

/** A record with its base fields worked in (RFC 8428 §4.6). */
export interface SenmlRecord {
  readonly name: string;
  /** The part that stood in `n`, without the base name. */
  readonly shortName: string;
  readonly unit: string;
  /** A number, boolean or text as it came; the sum where there is no value. */
  readonly value: unknown;
  /** Seconds: since 1970, or from now when below 2²⁸. */
  readonly time: number;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The newest version of the format (RFC 8428 §4.4); a pack of a later one must not be read. */
const VERSION = 10;
const BASE = { bn: '', bt: 0, bu: '', bv: 0, bs: 0 };
type Base = { readonly [Key in keyof typeof BASE]: (typeof BASE)[Key] };

/**
 * The records of a pack that have a value or sum. A base field holds from its record on until another one takes its
 * place. Refuses the whole pack when a base field is not what it must be, since all that follows would be wrong.
 */
export function resolved(pack: readonly JsonObject[]): readonly SenmlRecord[] | Fault {
  const records: SenmlRecord[] = [];
  let base: Base = BASE;
  for (const record of pack) {
    const fault = faultIn(record);
    if (fault !== undefined) return { reason: 'bad-payload', detail: fault };
    base = { ...base, ...baseOf(record) };
    const value = valueOf(record, base);
    if (value === undefined) continue;
    const shortName = textAt(record, 'n', '');
    records.push({
      name: base.bn + shortName,
      shortName,
      unit: textAt(record, 'u', base.bu),
      value,
      time: numberAt(record, 't', 0) + base.bt,
    });
  }
  return records;
}

const TEXTS = ['bn', 'bu', 'n', 'u', 'vs', 'vd'];
const NUMBERS = ['bt', 'bv', 'bs', 'bver', 'v', 's', 't', 'ut'];

function faultIn(record: JsonObject): string | undefined {
  if (numberAt(record, 'bver', VERSION) > VERSION) return `SenML version ${String(record['bver'])}`;
  for (const [key, value] of Object.entries(record)) {
    // A label that ends in "_" must be understood or the record refused (RFC 8428 §4.4).
    if (key.endsWith('_')) return `${key} must be understood`;
    if (TEXTS.includes(key) && typeof value !== 'string') return `${key} must be a text`;
    if (NUMBERS.includes(key) && typeof value !== 'number') return `${key} must be a number`;
    if (key === 'vb' && typeof value !== 'boolean') return 'vb must be true or false';
  }
  return undefined;
}

const baseOf = (record: JsonObject): Partial<Base> =>
  Object.fromEntries(Object.keys(BASE).flatMap((key) => (record[key] === undefined ? [] : [[key, record[key]]])));

/** Of value and base value, one that is missing counts as zero, as long as the other is there (RFC 8428 §4.2). */
function valueOf(record: JsonObject, base: Base): unknown {
  const plain = record['vb'] ?? record['vs'] ?? record['vd'];
  if (plain !== undefined) return plain;
  if (record['v'] !== undefined) return numberAt(record, 'v', 0) + base.bv;
  if (record['s'] !== undefined) return numberAt(record, 's', 0) + base.bs;
  if (record['n'] === undefined) return undefined;
  return base.bv !== 0 ? base.bv : base.bs !== 0 ? base.bs : undefined;
}

const numberAt = (record: JsonObject, key: string, otherwise: number): number => {
  const value = record[key];
  return typeof value === 'number' ? value : otherwise;
};

const textAt = (record: JsonObject, key: string, otherwise: string): string => {
  const value = record[key];
  return typeof value === 'string' ? value : otherwise;
};
