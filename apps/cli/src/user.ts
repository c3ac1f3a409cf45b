import { type Account, isAccountName, isRole, ROLES } from '@voldgrav/account';
import { DONE, type ExitCode } from './exit-code.ts';
import { type AtDesk, wrongUse } from './with-accounts.ts';

/** Adds an account and answers with the one-time link by which its person sets a password. */
export async function addUser(name: string, { role, organisation }: { readonly role: string; readonly organisation?: string }, desk: AtDesk): Promise<ExitCode> {
  const { accounts, terminal, by, now } = desk;
  if (!isAccountName(name)) return wrongUse(terminal, `"${name}" cannot be a name: expected 2 to 60 characters.`);
  if (!isRole(role)) return wrongUse(terminal, `There is no role ${role}: expected one of ${ROLES.join(', ')}.`);
  const fault = await desk.organisationFault(organisation);
  if (fault !== undefined) return wrongUse(terminal, fault);
  const account = accounts.people.add({ name, role, ...(organisation === undefined ? {} : { organisation }) }, by, now);
  if (account === undefined) return wrongUse(terminal, `There is, or was, an account named ${name}; names are not used twice, so that the audit log stays readable.`);
  return answerWithLink(account, desk);
}

/** A new link for setting a password; the old one works until then. `removeTotp`: for someone whose phone is gone. */
export function resetUser(name: string, { removeTotp }: { readonly removeTotp: boolean }, desk: AtDesk): ExitCode {
  const account = openAccount(name, desk);
  if (account === undefined) return wrongUse(desk.terminal, noSuch(name));
  if (removeTotp) desk.accounts.secondFactors.remove(account, desk.by, desk.now);
  return answerWithLink(account, desk);
}

/** Closes an account for good; whoever is signed in with it is out within seconds. */
export function closeUser(name: string, desk: AtDesk): ExitCode {
  const account = openAccount(name, desk);
  if (account === undefined) return wrongUse(desk.terminal, noSuch(name));
  desk.accounts.people.close(account, desk.by, desk.now);
  desk.terminal.answer(`The account of ${account.name} is closed.`);
  return DONE;
}

/** One account a line: name, role, organisation, state; parted by tabs. */
export function listUsers({ accounts, terminal }: AtDesk): ExitCode {
  for (const account of accounts.people.list()) {
    terminal.answer([account.name, account.role, account.organisation ?? '-', stateOf(account)].join('\t'));
  }
  return DONE;
}

function stateOf(account: Account): string {
  if (account.closedAt !== undefined) return `closed ${new Date(account.closedAt).toISOString()}`;
  if (account.passwordHash === undefined) return 'no password yet';
  return account.hasTotp ? 'password and code' : 'password';
}

function openAccount(name: string, { accounts }: AtDesk): Account | undefined {
  const account = accounts.people.named(name);
  return account?.closedAt === undefined ? account : undefined;
}

const noSuch = (name: string): string => `There is no open account named ${name}; "voldgrav user list" shows them.`;

function answerWithLink(account: Account, { accounts, terminal, by, now, address }: AtDesk): ExitCode {
  const secret = accounts.together(() => {
    accounts.audit.note('password-link-made', account.name, by, now);
    return accounts.links.make({ kind: 'password', account: account.id }, now);
  });
  terminal.complain(`Give ${account.name} this link. It sets a password, once, within 24 hours:`);
  // Behind #, the secret is not sent to the server with the address and stands in no proxy's log.
  terminal.answer(`${address}/sign-in#link=${secret}`);
  return DONE;
}
