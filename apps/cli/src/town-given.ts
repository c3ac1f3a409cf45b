import { readTown } from '@voldgrav/installation';
import { openSandbox, runsScripts, type Sandbox, type Town } from '@voldgrav/wire';
import { WrongUse } from './wrong-use.ts';

/** The town in a folder that was given on the command line, and the sandbox that its own codecs need. Throws `WrongUse` with what to do. */
export async function townGiven(folder: string): Promise<{ readonly town: Town; readonly sandbox: Sandbox | undefined }> {
  const read = await readTown(folder);
  if (read.ok) return { town: read.town, sandbox: runsScripts(read.town) ? await openSandbox() : undefined };
  const [first] = read.faults;
  const where = first === undefined ? folder : `${first.file}:${first.line}: ${first.message}`;
  throw new WrongUse(read.faults.length === 1 ? `${folder} is no valid town: ${where}` : `${folder} is no valid town: ${read.faults.length} faults, see voldgrav check-town ${folder}; the first is ${where}`);
}
