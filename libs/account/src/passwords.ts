import { hash, verify } from '@node-rs/argon2';
import { normalised } from './password-fault.ts';
import { newSecret } from './secret.ts';

/** argon2id, which is this library's default, with 19 MiB, two passes and one lane (OWASP's password storage cheat sheet). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** The threads that hash also read and write files: half of them stay free for the storm. */
const AT_ONCE = 2;
/** More than this waiting is an attack, not a shift change. */
const MOST_WAITING = 50;

/** Hashes passwords and checks them, a few at a time, off the event loop. */
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private nobody: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normalised(password), COST));
  }

  /**
   * Whether the password is that of the hash. Without a hash it works just as long and says no, so that a name that is not
   * there takes the same time as one that is. Undefined: too many are waiting, nothing was looked at.
   */
  async verify(password: string, kept: string | undefined): Promise<boolean | undefined> {
    if (this.waiting.length >= MOST_WAITING) return undefined;
    this.nobody ??= this.hash(newSecret());
    const against = kept ?? (await this.nobody);
    const same = await this.inTurn(() => verify(against, normalised(password)));
    return same && kept !== undefined;
  }

  private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes over this place, so that the count stays.
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
