import type { Command } from 'commander';
import { ROLES, SCOPES } from '@voldgrav/account';
import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';
import { addToken, listTokens, revokeToken, type TokenOptions } from './token.ts';
import { addUser, closeUser, listUsers, resetUser } from './user.ts';
import { type AtDesk, type Environment, withAccounts } from './with-accounts.ts';

/** Where the commands about accounts are run. */
export interface Desk {
  readonly environment: Environment;
  readonly terminal: Terminal;
  readonly helpAfter: string;
  readonly ended: (code: ExitCode) => void;
}

/** Options that all of them have. */
export interface Common {
  readonly demo: boolean;
  readonly reason?: string;
}

/** `voldgrav user …` and `voldgrav token …`: who may use the desk. Passwords are never typed here. */
export function addPeopleCommands(program: Command, { environment, terminal, helpAfter, ended }: Desk): void {
  const doing = async (options: Common, command: (desk: AtDesk) => Promise<ExitCode> | ExitCode) =>
    ended(await withAccounts({ environment, terminal, options }, command));
  const under = (parent: Command, name: string, description: string): Command =>
    parent.command(name).description(description).option('--no-demo', 'the lasting accounts of the sample town, not those of its demo').addHelpText('after', helpAfter);
  const withReason = (command: Command): Command => command.option('--reason <TEXT>', 'why, for the audit log');

  const user = program.command('user').description('accounts of people').addHelpText('after', helpAfter);
  withReason(under(user, 'add', 'add an account; answers with the one-time link for setting its password'))
    .argument('<NAME>')
    .requiredOption('--role <ROLE>', ROLES.join(', '))
    .option('--organisation <ID>', "an id of the town's organisations.yaml")
    .action((name: string, options: Common & { readonly role: string; readonly organisation?: string }) => doing(options, (desk) => addUser(name, options, desk)));
  under(user, 'list', 'one account a line').action((options: Common) => doing(options, listUsers));
  withReason(under(user, 'close', 'close an account for good and end its sessions'))
    .argument('<NAME>')
    .action((name: string, options: Common) => doing(options, (desk) => closeUser(name, desk)));
  withReason(under(user, 'reset', 'answers with a new one-time link for setting a password'))
    .argument('<NAME>')
    .option('--remove-totp', 'take the second factor away as well, when phone and recovery codes are gone', false)
    .action((name: string, options: Common & { readonly removeTotp: boolean }) => doing(options, (desk) => resetUser(name, options, desk)));

  const token = program.command('token').description('tokens of programs and displays').addHelpText('after', helpAfter);
  withReason(under(token, 'add', 'make a token; answers with it, this once'))
    .argument('<NAME>', 'what it is for')
    .option('--scope <SCOPE...>', SCOPES.join(', '), ['read'])
    .option('--display', 'a link for a screen that looks on', false)
    .option('--days <N>', 'how long it is good for', '90')
    .option('--organisation <ID>', "an id of the town's organisations.yaml")
    .action((name: string, options: Common & TokenOptions) => doing(options, (desk) => addToken(name, options, desk)));
  under(token, 'list', 'one token a line').action((options: Common) => doing(options, listTokens));
  withReason(under(token, 'revoke', 'revoke a token and end the displays it let in'))
    .argument('<NUMBER>', 'its number in the list')
    .action((number: string, options: Common) => doing(options, (desk) => revokeToken(number, desk)));
}
