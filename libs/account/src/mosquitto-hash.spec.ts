import { expect, it } from 'vitest';
import { isMosquittoHashOf, mosquittoHash } from './mosquitto-hash.ts';

// Made with mosquitto_passwd -b of Mosquitto 2.0.11.
const FROM_MOSQUITTO = '$7$101$usKvcPrxOdBXUDdO$uKS9fFXw0yZ+1PK35H7SoDpeMMVyyOFPvNA/bhWSG5sWupXHgFWbVatkRPiqNIak7K16gnZXzLLSSfk3NC3l6A==';

it('reads what Mosquitto wrote, and knows a wrong password', async () => {
  expect(await isMosquittoHashOf(FROM_MOSQUITTO, 'hunter2')).toBe(true);
  expect(await isMosquittoHashOf(FROM_MOSQUITTO, Buffer.from('hunter3'))).toBe(false);
  expect(await isMosquittoHashOf('$6$usKv$uKS9', 'hunter2')).toBe(false);
  expect(await isMosquittoHashOf('', '')).toBe(false);
});

it('writes the same form, with a salt of its own each time', async () => {
  const [one, other] = [await mosquittoHash('a secret'), await mosquittoHash('a secret')];
  expect(one).toMatch(/^\$7\$101\$[A-Za-z0-9+/]{16}\$[A-Za-z0-9+/]{86}==$/);
  expect(one).not.toBe(other);
  expect(await isMosquittoHashOf(one, 'a secret')).toBe(true);
});
