/** Lower ends of the map's five steps of rain in 30 minutes, mm; the last is DMI's skybrud. */
export const RAIN_STEPS_MM = [0.1, 2, 5, 10, 15] as const;

/** Which of the five steps a depth lies in, 1–5; 0 where nothing fell. */
export const rainStep = (mm: number): number => RAIN_STEPS_MM.filter((lower) => mm >= lower).length;
