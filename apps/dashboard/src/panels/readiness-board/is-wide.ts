interface Range {
  readonly mm: number;
  readonly lowMm: number;
  readonly highMm: number;
}

/** A range wider than its middle is said in words ("between 4 and 13 mm"), not as one number (readiness.md §2). */
export const isWide = ({ mm, lowMm, highMm }: Range): boolean => highMm - lowMm > mm;
