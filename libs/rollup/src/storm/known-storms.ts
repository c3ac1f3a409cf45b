import { type Micrometres, millimetresFrom, type Minutes, minutes } from '@voldgrav/hydrology';
import type { RainMaximum } from '../rain/rain-maxima.ts';

/** A Danish storm that people remember, with one published depth. */
export interface KnownStorm {
  readonly id: string;
  readonly name: string;
  readonly date: string;
  readonly minutes: Minutes;
  readonly mm: number;
  /** Who says so; figures of other sources differ (domain.md §1). */
  readonly source: string;
}

const known = (id: string, name: string, date: string, duration: number, mm: number, source: string): KnownStorm => ({ id, name, date, minutes: minutes(duration), mm, source });

/** Collected in domain.md §1; each with its own source and nothing added. */
export const KNOWN_STORMS: readonly KnownStorm[] = [
  known('ishoej-2011', 'Ishøj', '2011-07-02', 10, 31.2, 'DMI 2016'),
  known('aeroeskoebing-2016', 'Ærøskøbing', '2016-06-23', 10, 29.2, 'DMI 2016'),
  known('horsens-2016', 'Horsens', '2016-06-15', 30, 32.2, 'DMI 2016'),
  known('vamdrup-2016', 'Vamdrup', '2016-06-15', 30, 32.8, 'DMI 2016'),
  known('koebenhavn-2011-30-min', 'København', '2011-07-02', 30, 64.8, 'DR’s meteorolog, denmark-today.dk; én kilde'),
  known('kokkedal-2020', 'Kokkedal', '2020-08', 30, 42.2, 'presse, 2020'),
  known('alleroed-2020', 'Allerød', '2020-08', 30, 40.4, 'presse, 2020'),
  known('aalborg-2020', 'Aalborg', '2020-08-26', 30, 22.4, 'presse, 2020'),
  known('kalundborg-2021', 'Kalundborg', '2021-07', 30, 42, 'presse, 2021'),
  known('horsens-2016-2-h', 'Horsens, på under 2 timer', '2016-06-15', 120, 117.8, 'DMI'),
  known('koebenhavn-2011', 'København, Botanisk Have', '2011-07-02', 1440, 135.4, 'DMI'),
  known('ordrup-1959', 'Ordrup', '1959-08-01', 1440, 111.7, 'presse'),
  known('vejle-2020', 'Vejle', '2020-08', 1440, 44.2, 'presse, 2020'),
];

/** A storm beside one that people remember, at the same duration. */
export interface StormComparison {
  readonly known: KnownStorm;
  readonly depth: Micrometres;
  /** Our depth as a share of the remembered one's. */
  readonly share: number;
}

/** Every known storm of a duration that the maxima hold, nearest first. */
export const comparedWith = (maxima: readonly RainMaximum[]): readonly StormComparison[] =>
  KNOWN_STORMS.flatMap((storm): readonly StormComparison[] => {
    const maximum = maxima.find(({ minutes: duration }) => duration === storm.minutes);
    return maximum === undefined ? [] : [{ known: storm, depth: maximum.depth, share: millimetresFrom(maximum.depth) / storm.mm }];
  }).sort((one, other) => Math.abs(Math.log(one.share)) - Math.abs(Math.log(other.share)));
