import { type Basin, type CubicMetres, cubicMetres, type Instant, metresAboveDatum, volumeAt } from '@voldgrav/hydrology';
import { latestAt, type Sample, type Samples, samplesIn, type Storm } from '@voldgrav/rollup';

/**
 * One line of evidence on an action: what a basin of it held in one storm. Measured by its level sensor, or it is not
 * evidence (readiness.md §7).
 */
export interface StorageEvidence {
  readonly action: string;
  readonly basin: string;
  readonly storm: string;
  /** Greatest volume in the storm less the volume at its onset. */
  readonly held: CubicMetres;
  /** How full it was at the most, 0–1. */
  readonly fullestShare: number;
  readonly fullestAt: Instant;
  /** 'preliminary' while the storm is open; 'doubtful' when the measurement it rests on is flagged suspect. */
  readonly standing: 'preliminary' | 'measured' | 'doubtful';
}

/**
 * What `basin` held between the storm's onset and `until`; `standing` is 'measured' once `until` is the storm's end.
 * The level at onset is the newest one before it, else the first one in it. Undefined when no usable level was heard in
 * the storm. Water above the crest is not counted: it was not held.
 */
export function storageEvidence(
  question: { readonly action: string; readonly basin: Basin; readonly storm: Storm },
  levels: Samples,
  span: { readonly until: Instant; readonly standing: 'preliminary' | 'measured' },
): StorageEvidence | undefined {
  const { action, basin, storm } = question;
  const during = samplesIn(levels, { after: storm.onset, until: span.until });
  const highest = during.reduce<Sample | undefined>((top, next) => (top !== undefined && top.value >= next.value ? top : next), undefined);
  const before = latestAt(levels, storm.onset) ?? during[0];
  if (highest === undefined || before === undefined) return undefined;
  const capacity = volumeAt(basin.storage, basin.crest);
  const stored = (sample: Sample) => Math.min(capacity, volumeAt(basin.storage, metresAboveDatum(sample.value)));
  return {
    action,
    basin: basin.id,
    storm: storm.id,
    held: cubicMetres(Math.max(0, stored(highest) - stored(before))),
    fullestShare: stored(highest) / capacity,
    fullestAt: highest.at,
    standing: highest.suspect === true ? 'doubtful' : span.standing,
  };
}
