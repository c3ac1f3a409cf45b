import { type Minutes, minutes } from '@voldgrav/hydrology';
import { idField, numberAbove, positionField, referenceField, textField } from './fields.ts';

/** What every asset has. */
export const placed = { id: idField, name: textField, position: positionField, organisation: referenceField };

/** What every asset with a level sensor of its own has beside that. */
export const levelled = { ...placed, level_sensor: referenceField, unknown_after_min: numberAbove(0).optional() };

export const fromLevelled = ({ level_sensor, unknown_after_min }: { readonly level_sensor: string; readonly unknown_after_min?: number | undefined }): { readonly levelSensor: string; readonly unknownAfter?: Minutes } => ({
  levelSensor: level_sensor,
  ...(unknown_after_min === undefined ? {} : { unknownAfter: minutes(unknown_after_min) }),
});
