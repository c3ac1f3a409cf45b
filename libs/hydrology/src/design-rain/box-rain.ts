import { type Millimetres, millimetres, type Minutes } from '../units.ts';

/**
 * Rain that falls evenly: a depth over a duration, as depths in mm per step. Of an IDF's depth it holds that one duration's
 * only; shorter windows in it are milder than the table.
 * @throws RangeError when `duration` is not a whole number of steps.
 */
export function boxRain(depth: Millimetres, duration: Minutes, step: Minutes): readonly Millimetres[] {
  const count = duration / step;
  if (!(step > 0 && count >= 1 && Number.isInteger(count))) {
    throw new RangeError(`A rain of ${duration} min does not divide into steps of ${step} min.`);
  }
  return new Array<Millimetres>(count).fill(millimetres(depth / count));
}
