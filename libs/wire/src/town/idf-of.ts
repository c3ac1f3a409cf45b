import { gevIdf, type Idf, tableIdf } from '@voldgrav/hydrology';
import type { IdfSource } from './town.ts';

/** What a town's idf.yaml says, ready to be asked. */
export const idfOf = (source: IdfSource): Idf => ('gev' in source ? gevIdf(source.source, source.gev) : tableIdf(source));
