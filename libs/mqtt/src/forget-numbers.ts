import { writeToStream } from 'mqtt-packet';

/** From here on this process makes the two bytes of a number when they are written. mqtt-packet 9 keeps all 65,536 of them, which are 7.4 MB of objects in a heap. */
export function forgetNumbers(): void {
  writeToStream.cacheNumbers = false;
}
