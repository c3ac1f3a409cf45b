const PATIENCE_MS = 20_000;
/** A feed or forecast for one town is a few tens of kilobytes. */
const LONGEST = 2_000_000;

/** What stands at an address, as text. Rejects with a sentence that names the host, not the address: that may hold a key. */
export async function fetchText(url: string, accept: string): Promise<string> {
  const { host } = new URL(url);
  let text: string;
  try {
    const response = await fetch(url, { headers: { accept }, redirect: 'follow', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    text = await response.text();
  } catch (cause) {
    throw new Error(`${host} gave no answer: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (text.length > LONGEST) throw new Error(`${host} answered with ${text.length} characters, which is no forecast for a town`);
  return text;
}
