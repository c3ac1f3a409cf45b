import type { LiveStorm, LiveStormGroup } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { StormNews } from './storm-news.ts';

const group = (id: string, meanMm: number): LiveStormGroup => ({ id, name: id, catchments: [id], phase: 'growing', meanMm, maxima: [], skybrud: { answer: 'no' }, kraftigRegn: { answer: 'no' }, insurers: { answer: 'no' } });
const storm = (groups: readonly LiveStormGroup[], end?: number): LiveStorm => ({
  id: 'storm-1', onset: 0, greatestMm: 1, phase: 'growing', openedBy: 'rain', groups, maxima: [], skybrud: { answer: 'no' }, kraftigRegn: { answer: 'no' }, insurers: { answer: 'no' }, warnings: [], alerts: [], actions: [], ...(end === undefined ? {} : { end }),
});

describe('what of a storm goes out', () => {
  const [harbour, valley, valleyLater] = [group('harbour', 1), group('valley', 2), group('valley', 3)];

  it('is all of it at first, and then the groups that are news', () => {
    const news = new StormNews();
    expect(news.since(storm([harbour, valley])).groups).toEqual([harbour, valley]);
    expect(news.since(storm([harbour, valleyLater])).groups).toEqual([valleyLater]);
    expect(news.since(storm([harbour, valleyLater])).groups).toEqual([]);
  });

  it('holds a group that is what it was in the last frame, but was not in between: a snapshot may have told that', () => {
    const news = new StormNews();
    news.since(storm([harbour, valley]));
    expect(news.since(storm([harbour, { ...valley }])).groups).toEqual([valley]);
  });

  it('is all of it when it is over', () => {
    const news = new StormNews();
    news.since(storm([harbour, valley]));
    expect(news.since(storm([harbour, valleyLater], 9)).groups).toEqual([valleyLater]);
    expect(news.since(storm([harbour, valleyLater], 9)).groups).toEqual([harbour, valleyLater]);
  });
});
