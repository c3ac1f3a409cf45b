import { type InfluxOptions, type KeptArchive, openInfluxArchive, openSqliteArchive, type ThreadedArchive } from '@voldgrav/storage';

/** Where observations are kept, in a form that goes from one thread to another. */
export interface StoreAddress {
  /** Of the embedded store, where there is no other. */
  readonly file: string;
  readonly influx: Omit<InfluxOptions, 'sensors' | 'rawSince' | 'onRefused'> | undefined;
  /** The sensors there are: no other name becomes a tag. */
  readonly sensors: readonly string[];
}

/** The store at an address, in this thread. */
export const openStore = ({ file, influx, sensors }: StoreAddress, { rawSince, onRefused }: ThreadedArchive): KeptArchive =>
  influx === undefined ? openSqliteArchive({ file, rawSince }) : openInfluxArchive({ ...influx, rawSince, sensors: new Set(sensors), onRefused });
