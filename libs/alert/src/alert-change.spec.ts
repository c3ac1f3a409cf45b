import { instant, instantFromIso, seconds, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { alertStateOf } from './alert.ts';
import { acknowledged, raised, returned } from './alert-change.ts';
import type { AlertRule } from './alert-rule.ts';

const text = { da: 'da', en: 'en' };
const RULE: AlertRule = {
  id: 'aadalen-low', name: text, asset: 'b-aadalen', measure: { kind: 'can-take', minutes: 30 }, abnormal: 'below',
  setPoint: 10, deadband: 4, onDelay: seconds(60), offDelay: seconds(300), severity: 2, cause: text, consequence: text,
  response: text, minutesToRespond: 20, organisation: 'utility',
};
const SINCE = instantFromIso('2026-08-26T03:12:30Z') ?? instant(0);
const RAISED_AT = shifted(SINCE, 60_000);
const SEEN = { at: shifted(SINCE, 90_000), by: 'Vagthavende' };

describe('the life of an alert', () => {
  const born = raised(RULE, { to: 'active', at: RAISED_AT, since: SINCE, value: 9.4 }, []);

  it('is named for its rule, its asset and the start of its episode', () => {
    expect(born.alert.id).toBe('aadalen-low.b-aadalen.20260826T031230Z');
    expect(born).toMatchObject({ to: 'new', at: RAISED_AT, reason: 'condition-held' });
  });

  it('is acknowledged once; that clears nothing', () => {
    const seen = acknowledged(born.alert, SEEN);
    expect(seen).toMatchObject({ to: 'acknowledged', reason: 'acknowledged' });
    expect(seen?.alert.returnedAt).toBeUndefined();
    expect(acknowledged(seen?.alert ?? born.alert, SEEN)).toBeUndefined();
  });

  it('stays on the list after it has returned, until someone has seen it', () => {
    const gone = returned(born.alert, shifted(SINCE, 900_000));
    expect(gone.to).toBe('returned');
    expect(acknowledged(gone.alert, SEEN)?.to).toBe('closed');
  });

  it('closes when it returns after it was acknowledged', () => {
    const seen = acknowledged(born.alert, SEEN)?.alert ?? born.alert;
    expect(alertStateOf(returned(seen, shifted(SINCE, 900_000)).alert)).toBe('closed');
  });
});
