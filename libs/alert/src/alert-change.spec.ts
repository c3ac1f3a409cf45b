import { instant, instantFromIso, seconds, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { alertStateOf, severityOf } from './alert.ts';
import { acknowledged, doubted, neglected, raised, returned } from './alert-change.ts';
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
    expect(seen.change).toMatchObject({ to: 'acknowledged', reason: 'acknowledged' });
    expect(seen.alert.returnedAt).toBeUndefined();
    expect(acknowledged(seen.alert, SEEN).change).toBeUndefined();
  });

  it('stays on the list after it has returned, until someone has seen it', () => {
    const gone = returned(born.alert, shifted(SINCE, 900_000));
    expect(gone.to).toBe('returned');
    expect(acknowledged(gone.alert, SEEN).change?.to).toBe('closed');
  });

  it('closes when it returns after it was acknowledged', () => {
    const seen = acknowledged(born.alert, SEEN).alert;
    expect(alertStateOf(returned(seen, shifted(SINCE, 900_000)).alert)).toBe('closed');
  });

  describe('whose action nobody begins in time', () => {
    const LATE = { action: 'pump', since: shifted(SINCE, 600_000) };
    const LATER = shifted(SINCE, 660_000);
    const seen = acknowledged(born.alert, SEEN).alert;

    it('is new again for whoever had seen it, and a step graver, until it is acknowledged anew', () => {
      const late = neglected(seen, LATE, LATER);
      expect(late).toMatchObject({ to: 'new', at: LATER, reason: 'neglected', alert: { neglected: LATE } });
      expect([severityOf(seen, RULE), severityOf(late!.alert, RULE), severityOf(late!.alert, { severity: 1 }), severityOf(late!.alert, { severity: 3 })]).toEqual([2, 3, 2, 3]);
      expect(neglected(late!.alert, LATE, LATER)).toBeUndefined();
      const again = acknowledged(late!.alert, { at: LATER, by: 'Vagtleder' });
      expect(again).toMatchObject({ change: { to: 'acknowledged' }, alert: { acknowledged: { by: 'Vagtleder' }, neglected: LATE } });
      expect(doubted(again.alert, ['spike'], LATER)).toMatchObject({ to: 'acknowledged', alert: { neglected: LATE } });
    });

    it('is what it was when somebody begins', () => {
      const begun = neglected(neglected(seen, LATE, LATER)!.alert, undefined, LATER);
      expect(begun).toMatchObject({ to: 'acknowledged', reason: 'begun' });
      expect(begun?.alert).toEqual(seen);
      expect(neglected(seen, undefined, LATER)).toBeUndefined();
    });

    it('does not ring for whoever acknowledged it after that moment, also where a restart hears of it only then', () => {
      const twice = acknowledged(seen, { at: LATER, by: 'Vagtleder' });
      expect(twice.change).toBeUndefined();
      expect(neglected(twice.alert, LATE, shifted(LATER, 1_000))?.to).toBe('acknowledged');
    });
  });
});
