import { expect, it } from 'vitest';
import { noAddress } from './no-address.ts';
import { withoutPassword } from './without-password.ts';

it.each([
  ['mqtt://broker:1883', 'mqtt://broker:1883'],
  ['mqtt://town:secret@broker:1883', 'mqtt://broker:1883'],
  ['mqtts://town:se@cret@broker', 'mqtts://broker'],
  ['mqtt://town:se/cret@broker', 'mqtt://broker'],
])('%s is shown as %s', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
  expect(noAddress(url)).not.toContain('cret');
});
