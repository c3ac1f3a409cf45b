import { expect, it } from 'vitest';
import { brokerAddress } from './broker-address.ts';

it.each([
  ['mqtt://127.0.0.1:1884', { host: '127.0.0.1', port: 1884, secure: false }],
  ['mqtt://broker', { host: 'broker', port: 1883, secure: false }],
  ['mqtts://broker', { host: 'broker', port: 8883, secure: true }],
  ['mqtt://[::1]:1883', { host: '::1', port: 1883, secure: false }],
  ['mqtt://load:p%40ss@broker', { host: 'broker', port: 1883, secure: false, username: 'load', password: 'p@ss' }],
  ['http://broker', undefined],
  ['broker:1883', undefined],
  ['', undefined],
])('reads %j', (url, address) => {
  expect(brokerAddress(url)).toEqual(address);
});
