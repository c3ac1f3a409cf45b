/** How full the journal is of what must not be dropped yet; each step is an alarm (operations.md P8). */
export type SpoolLevel = 0 | 50 | 80 | 95;

export interface Spool {
  /** Rows that the slowest consumer has not dealt with, and about how many bytes they take. */
  readonly waitingRows: number;
  readonly waitingBytes: number;
  /** What waits as a share of what may wait: of the allowed size, or of the disk where that is less. */
  readonly share: number;
  readonly level: SpoolLevel;
  readonly limitedBy: 'size' | 'disk';
  /** The journal takes no more messages until its consumers have caught up. */
  readonly full: boolean;
}

export interface SpoolMeasure {
  readonly waitingRows: number;
  readonly keptRows: number;
  /** Bytes that the kept rows take, and bytes that they may take at most. */
  readonly usedBytes: number;
  readonly allowedBytes: number;
  /** Bytes still to be had: on the disk, and in the file where rows were dropped. */
  readonly freeBytes: number;
  readonly diskBytes: number;
  readonly full: boolean;
}

const LEVELS: readonly SpoolLevel[] = [95, 80, 50];
/** With less of the disk left than this share, a full one is near, whatever fills it. */
const DISK_NEARLY_FULL = 0.01;

/** Rows are taken to be equally long, so that the answer costs the same however much waits. */
export function spoolOf({ waitingRows, keptRows, usedBytes, allowedBytes, freeBytes, diskBytes, full }: SpoolMeasure): Spool {
  const waitingBytes = keptRows === 0 ? 0 : Math.round(usedBytes * Math.min(1, waitingRows / keptRows));
  const ofSize = waitingBytes / allowedBytes;
  const ofDisk = waitingBytes === 0 ? 0 : waitingBytes / (waitingBytes + freeBytes);
  const nearlyFull = freeBytes < diskBytes * DISK_NEARLY_FULL;
  const share = nearlyFull ? 1 : full ? Math.max(ofSize, ofDisk, 0.95) : Math.max(ofSize, ofDisk);
  const level = LEVELS.find((each) => share * 100 >= each) ?? 0;
  return { waitingRows, waitingBytes, share, level, limitedBy: nearlyFull || ofDisk > ofSize ? 'disk' : 'size', full };
}
