import { type Account, ACCOUNT_LIMIT, type Accounts, actorOf, ADDRESS_LIMIT, hashOf, nameKey, newSecret, type Passwords } from '@voldgrav/account';
import { RecentTries } from './recent-tries.ts';

const TICKET_MS = 5 * 60_000;

/** From where a sign-in comes. */
export interface Visitor {
  readonly address: string;
  readonly browser: string;
}

export type Denied =
  | { readonly ok: false; readonly because: 'wrong-password' | 'wrong-code' | 'replayed-code' | 'ticket-over' | 'busy' }
  | { readonly ok: false; readonly because: 'too-many-tries'; readonly waitMs: number };

export type SignedIn = { readonly ok: true; readonly next: 'done'; readonly session: string };
export type PasswordOutcome = SignedIn | { readonly ok: true; readonly next: 'code'; readonly ticket: string } | Denied;

/** Lets people in: password, then the second factor where there is one; slows down whoever guesses. */
export class SignInDesk {
  private readonly accounts: Accounts;
  private readonly passwords: Pick<Passwords, 'verify'>;
  private readonly byAccount = new RecentTries(ACCOUNT_LIMIT);
  private readonly byAddress = new RecentTries(ADDRESS_LIMIT);
  /** First factor given, second one to come; by the hash of a ticket. */
  private readonly tickets = new Map<string, { readonly account: number; readonly until: number }>();

  constructor(accounts: Accounts, passwords: Pick<Passwords, 'verify'>) {
    this.accounts = accounts;
    this.passwords = passwords;
  }

  /** A name that is not there, one that is closed and a wrong password get the same answer, after the same work. */
  async withPassword(name: string, password: string, visitor: Visitor, now: number): Promise<PasswordOutcome> {
    const found = this.accounts.people.named(name);
    const account = found?.closedAt === undefined ? found : undefined;
    const checked = await this.checkPassword(name, account, password, visitor.address, now);
    if (!checked.ok) return checked;
    // Closed while the password was being looked at.
    const standing = account === undefined ? undefined : this.accounts.people.withId(account.id);
    if (standing === undefined || standing.closedAt !== undefined) return { ok: false, because: 'wrong-password' };
    if (!standing.hasTotp) {
      this.byAccount.forget(nameKey(standing.name));
      return { ok: true, next: 'done', session: this.start(standing, visitor, 'password', now) };
    }
    return { ok: true, next: 'code', ticket: this.ticketFor(standing, now) };
  }

  /** The second step: a code from the app or a recovery code. A ticket works until a code fits or five minutes are over. */
  withCode(ticket: string, code: string, visitor: Visitor, now: number): SignedIn | Denied {
    const key = hashOf(ticket);
    const held = this.tickets.get(key);
    const account = held === undefined ? undefined : this.accounts.people.withId(held.account);
    if (held === undefined || account === undefined || account.closedAt !== undefined || now >= held.until) {
      this.tickets.delete(key);
      return { ok: false, because: 'ticket-over' };
    }
    const name = nameKey(account.name);
    const wait = this.wait(name, visitor.address, now);
    if (wait > 0) return { ok: false, because: 'too-many-tries', waitMs: wait };
    this.countTry(name, visitor.address, now);
    const answer = this.accounts.secondFactors.take(account, code, now);
    if (!answer.ok) return answer;
    this.tickets.delete(key);
    this.byAddress.takeBack(visitor.address, now);
    this.byAccount.forget(name);
    return { ok: true, next: 'done', session: this.start(account, visitor, `password and ${answer.with}`, now) };
  }

  /** Asks for the password again before something that a stolen session must not do. */
  async again(account: Account, password: string, address: string, now: number): Promise<{ readonly ok: true } | Denied> {
    return this.checkPassword(account.name, account, password, address, now);
  }

  /** A session for someone who has proved who they are; `how` goes into the audit log. */
  start(account: Account, { browser }: Visitor, how: string, now: number): string {
    return this.accounts.together(() => {
      this.accounts.audit.note('signed-in', account.name, actorOf(account), now, how);
      return this.accounts.sessions.start({ account: account.id }, browser, now);
    });
  }

  private async checkPassword(name: string, account: Account | undefined, password: string, address: string, now: number): Promise<{ readonly ok: true } | Denied> {
    const key = nameKey(name);
    const wait = this.wait(key, address, now);
    if (wait > 0) return { ok: false, because: 'too-many-tries', waitMs: wait };
    this.countTry(key, address, now);
    const right = await this.passwords.verify(password, account?.passwordHash);
    if (right === false) return { ok: false, because: 'wrong-password' };
    this.byAccount.takeBack(key, now);
    this.byAddress.takeBack(address, now);
    return right === undefined ? { ok: false, because: 'busy' } : { ok: true };
  }

  private wait(name: string, address: string, now: number): number {
    return Math.max(this.byAccount.wait(name, now), this.byAddress.wait(address, now));
  }

  private countTry(name: string, address: string, now: number): void {
    this.byAccount.count(name, now);
    this.byAddress.count(address, now);
  }

  private ticketFor(account: Account, now: number): string {
    for (const [key, { until }] of this.tickets) if (now >= until) this.tickets.delete(key);
    const ticket = newSecret();
    this.tickets.set(hashOf(ticket), { account: account.id, until: now + TICKET_MS });
    return ticket;
  }
}
