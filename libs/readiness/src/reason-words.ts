/** One decimal, with a comma. */
export const danish = (value: number): string => value.toFixed(1).replace('.', ',');

/** A water level as people say it: to the centimetre. */
export const hundredths = (level: number): { readonly da: string; readonly en: string } => ({ da: level.toFixed(2).replace('.', ','), en: level.toFixed(2) });

/** A duration as people say it: minutes below two hours. */
export function span(duration: number): { readonly da: string; readonly en: string } {
  return duration < 120
    ? { da: `${duration} min`, en: `${duration} min` }
    : { da: `${duration / 60} timer`, en: `${duration / 60} h` };
}
