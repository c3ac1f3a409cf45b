/**
 * Units as types, so that a millimetre never meets a metre unseen (design D7). A branded number is an ordinary number
 * at run time; the constructors below are the only doors in, and arithmetic brings it back to a bare `number`.
 */
declare const unit: unique symbol;
type Measure<Unit extends string> = number & { readonly [unit]: Unit };

/** Depth of rain in mm; 1 mm is 1 litre on 1 m². */
export type Millimetres = Measure<'mm'>;
/** Depth of rain as a whole number of µm: limits such as "more than 15 mm" must be exact (domain.md §1). */
export type Micrometres = Measure<'µm'>;
/** Height in metres above the town's named datum (DVR90 in Denmark). */
export type MetresAboveDatum = Measure<'m above datum'>;
/** A length or height with no datum: the distance down to the water, the depth over a sensor. */
export type Metres = Measure<'m'>;
export type CubicMetres = Measure<'m³'>;
export type LitresPerSecond = Measure<'l/s'>;
/** Land area in hectares; a catchment's reduced area is `ReducedHectares`, and the two must not be mixed (trap 8). */
export type Hectares = Measure<'ha'>;
/** Hectares of hard surface that reach the drain: area × impervious share × hydrological reduction. */
export type ReducedHectares = Measure<'reduced ha'>;
export type Minutes = Measure<'min'>;
export type Seconds = Measure<'s'>;
export type Hectopascals = Measure<'hPa'>;
export type DegreesCelsius = Measure<'°C'>;
export type Milliamperes = Measure<'mA'>;
/** Return period in years. */
export type Years = Measure<'yr'>;

export const millimetres = (value: number): Millimetres => value as Millimetres;
export const metresAboveDatum = (value: number): MetresAboveDatum => value as MetresAboveDatum;
export const metres = (value: number): Metres => value as Metres;
export const cubicMetres = (value: number): CubicMetres => value as CubicMetres;
export const litresPerSecond = (value: number): LitresPerSecond => value as LitresPerSecond;
export const hectares = (value: number): Hectares => value as Hectares;
export const reducedHectares = (value: number): ReducedHectares => value as ReducedHectares;
export const minutes = (value: number): Minutes => value as Minutes;
export const seconds = (value: number): Seconds => value as Seconds;
export const hectopascals = (value: number): Hectopascals => value as Hectopascals;
export const degreesCelsius = (value: number): DegreesCelsius => value as DegreesCelsius;
export const milliamperes = (value: number): Milliamperes => value as Milliamperes;
export const years = (value: number): Years => value as Years;

/** A rain depth in mm as whole µm; 0.2 mm becomes exactly 200. */
export const micrometresFrom = (depth: number): Micrometres => Math.round(depth * 1000) as Micrometres;
export const millimetresFrom = (depth: Micrometres): Millimetres => (depth / 1000) as Millimetres;
