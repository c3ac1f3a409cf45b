/** Where a command writes: its answer to one, everything else to the other. One call is one line. */
export interface Terminal {
  readonly answer: (line: string) => void;
  readonly complain: (line: string) => void;
}

export const processTerminal: Terminal = {
  answer: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
};
