import { idField, positionField, referenceField, textField } from './fields.ts';

/** What every asset has. */
export const placed = { id: idField, name: textField, position: positionField, organisation: referenceField };
