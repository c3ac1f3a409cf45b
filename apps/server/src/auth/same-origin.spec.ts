import { describe, expect, it } from 'vitest';
import { sameOrigin } from './same-origin.ts';
import { cookieFormOf, sessionIn, setCookie } from './session-cookie.ts';

const PUBLIC = 'https://voldgrav.example.dk/';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const CHROMIUM = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const SAFARI = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15';

describe('a request', () => {
  it.each([
    ['of a program names no origin and passes', { host: 'a:8080' }, undefined, true],
    ['of our own page passes', { origin: 'http://a:8080', host: 'a:8080' }, undefined, true],
    ['of another host does not', { origin: 'http://b:8080', host: 'a:8080' }, undefined, false],
    ['of another port does not', { origin: 'http://a:8081', host: 'a:8080' }, undefined, false],
    ['of a page without an origin does not', { origin: 'null', host: 'a:8080' }, undefined, false],
    ['of a page that calls itself cross-site does not', { host: 'a:8080', 'sec-fetch-site': 'cross-site' }, undefined, false],
    ['of a neighbouring subdomain does not', { host: 'a.example.dk', 'sec-fetch-site': 'same-site' }, undefined, false],
    ['from the public address passes, whatever the proxy calls us', { origin: 'https://voldgrav.example.dk', host: 'server:8080' }, PUBLIC, true],
    ['from its plain HTTP twin does not', { origin: 'http://voldgrav.example.dk', host: 'voldgrav.example.dk' }, PUBLIC, false],
    ['from a name that only resolves to us does not, once there is a public address', { origin: 'http://evil.example', host: 'evil.example' }, PUBLIC, false],
    ['on this machine passes beside the public address', { origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' }, PUBLIC, true],
  ])('%s', (_case, headers, publicUrl, same) => {
    expect(sameOrigin(headers, publicUrl)).toBe(same);
  });
});

describe('the cookie', () => {
  it.each([
    ['over TLS', 'voldgrav.example.dk', CHROMIUM, PUBLIC, '__Host-voldgrav'],
    ['on loopback in Chromium', '127.0.0.1:8080', CHROMIUM, undefined, '__Host-voldgrav'],
    ['on loopback in Firefox', 'localhost:8080', FIREFOX, undefined, '__Host-voldgrav'],
    ['on loopback in Safari, which takes no Secure cookie there', '127.0.0.1:8080', SAFARI, undefined, 'voldgrav-without-tls'],
    ['on loopback in a Chromium of 2023, which takes Secure there and not the prefix', '127.0.0.1:8080', CHROMIUM.replace('156', '115'), undefined, 'voldgrav-without-tls'],
    ['on loopback for a program', '127.0.0.1:8080', 'curl/8.5.0', undefined, 'voldgrav-without-tls'],
    ['over plain HTTP from another machine', '10.0.0.7:8080', CHROMIUM, undefined, 'voldgrav-without-tls'],
    ['from a host that only begins like loopback', '127.0.0.1.evil.example', CHROMIUM, undefined, 'voldgrav-without-tls'],
  ])('%s', (_case, host, browser, publicUrl, name) => {
    expect(cookieFormOf({ host, 'user-agent': browser }, publicUrl).name).toBe(name);
  });

  it('carries Secure exactly where its name asks for it', () => {
    expect(setCookie({ name: '__Host-voldgrav', secure: true }, 's', 60)).toBe('__Host-voldgrav=s; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure');
    expect(setCookie({ name: 'voldgrav-without-tls', secure: false }, 's', 60)).toBe('voldgrav-without-tls=s; Path=/; HttpOnly; SameSite=Lax; Max-Age=60');
  });

  it('is found among others, and only under its whole name', () => {
    const form = { name: '__Host-voldgrav', secure: true };
    expect(sessionIn('a=1; __Host-voldgrav=abc-_1; b=2', form)).toBe('abc-_1');
    expect(sessionIn('x__Host-voldgrav=abc', form)).toBeUndefined();
    expect(sessionIn(undefined, form)).toBeUndefined();
  });
});
