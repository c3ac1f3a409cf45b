import { type Device, isDeviceName } from '@voldgrav/account';
import { readTown } from '@voldgrav/installation';
import { isTopicFilter, ownTopics } from '@voldgrav/wire';
import { DONE, type ExitCode } from '../exit-code.ts';
import { type AtDesk, wrongUse } from '../with-accounts.ts';
import { WrongUse } from '../wrong-use.ts';

/** Makes a device's account and answers with its password. */
export async function addDevice(name: string, topics: readonly string[], { accounts, terminal, by, now, townDir, ownBroker }: AtDesk): Promise<ExitCode> {
  if (!isDeviceName(name)) return wrongUse(terminal, `"${name}" cannot be a device's name: expected up to 64 characters without blanks, colon, /, + and #, and not the server's own name.`);
  const wrong = topics.find((topic) => !isTopicFilter(topic) || topic.startsWith('$') || namesNothing(topic));
  if (wrong !== undefined) return wrongUse(terminal, `--topic ${wrong} is no topic of devices: expected names, "+" for any one level, or "#" at the end for all below.`);
  const town = await townIn(townDir);
  const isKnown = town.sensors.some(({ id }) => id === name) || town.devices.some(({ id }) => id === name);
  if (!isKnown && topics.length === 0) return wrongUse(terminal, `The town has no sensor or device ${name}; an account that is no sensor's needs --topic.`);
  const password = await accounts.devices.add({ name, topics }, by, now);
  if (password === undefined) return wrongUse(terminal, `There is an account of ${name}; "voldgrav device revoke ${name}" first, when its password is lost.`);
  terminal.complain(`The password of user ${name}, who may send to ${[...ownTopics(name, town.sources), ...topics].join(', ')}. It is not shown again:`);
  terminal.answer(password);
  if (ownBroker) terminal.complain('Your broker at MQTT_URL does not know it yet: "voldgrav device password-file" and "voldgrav device acl" give the lines for Mosquitto.');
  return DONE;
}

/** A filter without a name in it takes in other devices' topics, and everybody's. */
const namesNothing = (filter: string): boolean => filter.split('/').every((level) => level === '+' || level === '#');

/** Revokes a device's account; the embedded broker ends its connection within a second. */
export function revokeDevice(name: string, { accounts, terminal, by, now, ownBroker }: AtDesk): ExitCode {
  if (!accounts.devices.revoke(name, by, now)) return wrongUse(terminal, `There is no account of ${name} to revoke; "voldgrav device list" shows them.`);
  terminal.answer(`The account of ${name} is revoked.`);
  if (ownBroker) terminal.complain('Your broker at MQTT_URL lets it in until it is told: "voldgrav device password-file FILE", and SIGHUP to Mosquitto.');
  return DONE;
}

/** One account a line: name, topics, state; parted by tabs. */
export async function listDevices({ accounts, terminal, townDir }: AtDesk): Promise<ExitCode> {
  const devices = accounts.devices.list();
  const sources = devices.length === 0 ? [] : (await townIn(townDir)).sources;
  for (const device of devices) terminal.answer([device.name, [...ownTopics(device.name, sources), ...device.topics].join(' '), stateOf(device)].join('\t'));
  return DONE;
}

const stateOf = ({ createdAt, revokedAt }: Device): string => (revokedAt === undefined ? `since ${new Date(createdAt).toISOString()}` : `revoked ${new Date(revokedAt).toISOString()}`);

/** Throws `WrongUse` when it has faults. */
export async function townIn(folder: string) {
  const read = await readTown(folder);
  if (!read.ok) throw new WrongUse(`The town in ${folder} has faults, so its sensors are not known: see "voldgrav check-town ${folder}".`);
  return read.town;
}
