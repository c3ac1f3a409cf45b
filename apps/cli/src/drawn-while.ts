/** What is written to standard error while something runs, as if that were a terminal, or were none: for specs of progress bars. */
export async function drawnWhile(work: () => Promise<unknown>, { isTTY = true }: { readonly isTTY?: boolean } = {}): Promise<readonly string[]> {
  const { stderr } = process;
  const before = { isTTY: stderr.isTTY, write: stderr.write.bind(stderr) };
  const drawn: string[] = [];
  Object.assign(stderr, { isTTY, write: (text: string) => drawn.push(text) > 0 });
  try {
    await work();
  } finally {
    Object.assign(stderr, before);
  }
  return drawn;
}
