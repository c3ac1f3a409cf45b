import type { Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/** Devices of sources.yaml that are read by a script of the town's own that its folder does not have. */
export function missingScripts(sources: unknown, files: ReadonlyMap<string, string>): readonly Finding[] {
  const devices = valueAt(sources, ['devices']);
  if (!Array.isArray(devices)) return [];
  return devices.flatMap((device, index): readonly Finding[] => {
    const script = valueAt(device, ['script']);
    if (typeof script !== 'string' || files.has(script)) return [];
    return [{ path: ['devices', index, 'script'], expected: "a file of the town's folder" }];
  });
}
