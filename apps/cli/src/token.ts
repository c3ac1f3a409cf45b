import { isScope, type Scope, SCOPES, type Token } from '@voldgrav/account';
import { DONE, type ExitCode } from './exit-code.ts';
import { type AtDesk, wrongUse } from './with-accounts.ts';

const DAY = 86_400_000;
const MOST_DAYS = 366;

export interface TokenOptions {
  readonly scope: readonly string[];
  readonly display: boolean;
  readonly days: string;
  readonly organisation?: string;
}

/** Makes a token and answers with it, or with the link that a display opens. It is shown this once. */
export async function addToken(name: string, { scope, display, days, organisation }: TokenOptions, desk: AtDesk): Promise<ExitCode> {
  const { accounts, terminal, by, now, address } = desk;
  const life = Number(days);
  if (!Number.isInteger(life) || life < 1 || life > MOST_DAYS) return wrongUse(terminal, `--days ${days} is no whole number from 1 to ${MOST_DAYS}.`);
  const scopes = scopesOf(display ? ['read'] : scope);
  if (scopes === undefined) return wrongUse(terminal, `--scope must be one or more of ${SCOPES.join(', ')}.`);
  if (display && scope.some((each) => each !== 'read')) return wrongUse(terminal, 'A display looks on and does nothing else: leave --scope away.');
  const fault = await desk.organisationFault(organisation);
  if (fault !== undefined) return wrongUse(terminal, fault);
  const { secret } = accounts.tokens.add(
    { name, kind: display ? 'display' : 'api', scopes, expiresAt: now + life * DAY, ...(organisation === undefined ? {} : { organisation }) },
    by,
    now,
  );
  const until = new Date(now + life * DAY).toISOString().slice(0, 10);
  terminal.complain(display ? `Open this link on the display, until ${until}. It is not shown again:` : `Send it as "Authorization: Bearer …", until ${until}. It is not shown again:`);
  terminal.answer(display ? `${address}/display?token=${secret}` : secret);
  return DONE;
}

/** One token a line: number, name, kind, scopes, state; parted by tabs. */
export function listTokens({ accounts, terminal, now }: AtDesk): ExitCode {
  for (const token of accounts.tokens.list()) {
    terminal.answer([token.id, token.name, token.kind, token.scopes.join(' '), stateOf(token, now)].join('\t'));
  }
  return DONE;
}

/** Revokes the token of this number; screens that it let in are out within seconds. */
export function revokeToken(number: string, { accounts, terminal, by, now }: AtDesk): ExitCode {
  const id = Number(number);
  if (!Number.isInteger(id) || !accounts.tokens.revoke(id, by, now)) {
    return wrongUse(terminal, `There is no token ${number} to revoke; "voldgrav token list" shows their numbers.`);
  }
  terminal.answer(`Token ${id} is revoked.`);
  return DONE;
}

const scopesOf = (words: readonly string[]): readonly Scope[] | undefined => (words.length > 0 && words.every(isScope) ? [...new Set(words)] : undefined);

function stateOf(token: Token, now: number): string {
  if (token.revokedAt !== undefined) return `revoked ${new Date(token.revokedAt).toISOString()}`;
  return `${now >= token.expiresAt ? 'ran out' : 'until'} ${new Date(token.expiresAt).toISOString()}`;
}
