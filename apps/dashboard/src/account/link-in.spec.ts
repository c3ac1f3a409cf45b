import { describe, expect, it } from 'vitest';
import { linkIn } from './link-in.ts';

describe('the link in an address', () => {
  it.each([
    ['stands behind #', { search: '', hash: '#link=aB-_9' }, 'aB-_9'],
    ['is none without one', { search: '?lang=en', hash: '' }, undefined],
    ['is refused when the server left its token in place', { search: '?token=x', hash: '' }, ''],
    ['behind # is newer than a token that was refused', { search: '?token=x', hash: '#link=new' }, 'new'],
  ])('%s', (_case, address, link) => {
    expect(linkIn(address)).toBe(link);
  });
});
