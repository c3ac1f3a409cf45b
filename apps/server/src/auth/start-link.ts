import type { Accounts } from '@voldgrav/account';
import type { Town } from '@voldgrav/wire';

/** The sample town's account. It has no password and comes by the link that the terminal shows. */
const DUTY_OFFICER = 'Vagthavende';
const SERVER = { name: 'server', why: 'the sample town is being tried out' };

export interface StartLink {
  readonly secret: string;
  readonly says: 'sign in once' | 'create the first administrator';
}

/**
 * The link that a start prints (contract.md §1): into the sample town each time, as its duty officer; into a real town until
 * it has an administrator, to create one. Undefined when there is none to give.
 */
export function startLink({ people, links }: Accounts, town: Town, isSampleTown: boolean, now: number): StartLink | undefined {
  if (!isSampleTown) {
    if (people.hasAdministrator()) return undefined;
    return { secret: links.make({ kind: 'first-administrator' }, now), says: 'create the first administrator' };
  }
  const organisation = town.organisations.find(({ kind }) => kind === 'preparedness')?.id;
  const officer =
    people.named(DUTY_OFFICER) ??
    people.add({ name: DUTY_OFFICER, role: 'duty-leader', ...(organisation === undefined ? {} : { organisation }) }, SERVER, now);
  if (officer === undefined || officer.closedAt !== undefined) return undefined;
  return { secret: links.make({ kind: 'sign-in', account: officer.id }, now), says: 'sign in once' };
}
