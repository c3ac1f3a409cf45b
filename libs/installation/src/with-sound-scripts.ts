import { openSandbox, type ParsedTown, runsScripts } from '@voldgrav/wire';

/** The same town, or the faults of device codecs that will not run: a script shows its faults only where it can run. */
export async function withSoundScripts(parsed: ParsedTown): Promise<ParsedTown> {
  if (!parsed.ok || !runsScripts(parsed.town)) return parsed;
  const sandbox = await openSandbox();
  const faults = Object.entries(parsed.town.scripts).flatMap(([file, script]) => {
    const fault = sandbox.faultIn(script);
    return fault === undefined ? [] : [{ file, line: fault.line, message: `This codec does not run: ${fault.message}.` }];
  });
  return faults.length === 0 ? parsed : { ok: false, faults };
}
