/** One decimal, with a comma. */
export const danish = (value: number): string => value.toFixed(1).replace('.', ',');

/** A duration as people say it: minutes below two hours. */
export function span(duration: number): { readonly da: string; readonly en: string } {
  return duration < 120
    ? { da: `${duration} min`, en: `${duration} min` }
    : { da: `${duration / 60} timer`, en: `${duration / 60} h` };
}
