import type { ProblemDetails } from '@voldgrav/wire';

/** What the server said: its answer, or why not, with a code that the page has words for. */
export type Asked<Answer> = { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly status: number; readonly code: string; readonly detail: string };

/** A request of the account's API; without a body a GET. Never rejects: a server that is away is an answer too. */
export async function askServer<Answer>(path: string, body?: object): Promise<Asked<Answer>> {
  try {
    const response = await fetch(`/api/v1/${path}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (response.status === 204) return { ok: true, answer: undefined as Answer };
    const said = (await response.json()) as unknown;
    if (response.ok) return { ok: true, answer: said as Answer };
    const { status, code = 'other', detail } = said as ProblemDetails;
    return { ok: false, status, code, detail };
  } catch {
    return { ok: false, status: 0, code: 'away', detail: '' };
  }
}
