import type { Command } from 'commander';
import type { Common, Desk } from '../people-commands.ts';
import type { ExitCode } from '../exit-code.ts';
import { type AtDesk, withAccounts } from '../with-accounts.ts';
import { addDevice, listDevices, revokeDevice } from './device.ts';
import { accessList, passwordFile } from './mosquitto-files.ts';

const ADD_HELP = `
ID is a sensor of the town, or the name by which a topic calls it; it is the user name at the broker. A device may send to sensors/ID/# and
to the topics of sources.yaml that name it. A network server or an edge node has no sensor: its topics are given with --topic.`;

const FILE_HELP = `
Without FILE the lines are the answer. With FILE, lines of others in it stay, and it is replaced whole. Mosquitto reads it again on SIGHUP and
ends the connections of accounts that are gone.`;

/** `voldgrav device …`: accounts of sensors at the broker. Passwords are made here and shown once. */
export function addDeviceCommands(program: Command, { environment, terminal, helpAfter, ended }: Desk): void {
  const device = program.command('device').description('accounts of sensors at the broker').addHelpText('after', helpAfter);
  const doing = async (options: Common, command: (desk: AtDesk) => Promise<ExitCode> | ExitCode) => ended(await withAccounts({ environment, terminal, options }, command));
  const under = (name: string, description: string): Command =>
    device.command(name).description(description).option('--no-demo', 'the lasting accounts of the sample town, not those of its demo').addHelpText('after', helpAfter);
  const withReason = (command: Command): Command => command.option('--reason <TEXT>', 'why, for the audit log');

  withReason(under('add', 'make an account; answers with its password, this once'))
    .argument('<ID>')
    .option('--topic <FILTER...>', 'what it may send to, beside what is its own')
    .addHelpText('after', ADD_HELP)
    .action((id: string, options: Common & { readonly topic?: readonly string[] }) => doing(options, (desk) => addDevice(id, options.topic ?? [], desk)));
  withReason(under('revoke', 'revoke an account; the embedded broker ends its connection within a second'))
    .argument('<ID>')
    .action((id: string, options: Common) => doing(options, (desk) => revokeDevice(id, desk)));
  under('list', 'one account a line').action((options: Common) => doing(options, listDevices));
  under('password-file', "the accounts as lines of Mosquitto's password_file")
    .argument('[FILE]')
    .addHelpText('after', FILE_HELP)
    .action((file: string | undefined, options: Common) => doing(options, (desk) => passwordFile(file, desk)));
  under('acl', "what each may send to, as lines of Mosquitto's acl_file").action((options: Common) => doing(options, accessList));
}
