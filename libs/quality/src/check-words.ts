import type { CheckName } from './observation.ts';

/** What a check found, in the words of the screens. */
export interface CheckWords {
  readonly da: string;
  readonly en: string;
}

const WORDS: Readonly<Record<CheckName, CheckWords>> = {
  'gross-range': { da: 'uden for fysisk område', en: 'outside physical range' },
  clock: { da: 'tidspunktet kan ikke passe', en: 'its time cannot be right' },
  'clock-skew': { da: 'uret går bagud', en: 'its clock runs behind' },
  syntax: { da: 'ulæselig værdi', en: 'unreadable value' },
  spike: { da: 'enkeltstående udsving', en: 'lone spike' },
  'rate-of-change': { da: 'ændrer sig for hurtigt', en: 'changes too fast' },
  'flat-line': { da: 'står helt stille', en: 'stands quite still' },
  'attenuated-signal': { da: 'varierer for lidt', en: 'varies too little' },
  stale: { da: 'ikke meldt sig længe', en: 'not heard for long' },
  'time-gap': { da: 'efter et hul i målingerne', en: 'after a gap' },
  'sensor-limit': { da: 'ved grænsen af, hvad måleren kan se', en: 'at the end of what the sensor sees' },
  'fault-signal': { da: 'strømsløjfen melder fejl på måleren', en: 'its current loop reports a fault' },
  exceedance: { da: 'mere regn end muligt', en: 'more rain than there can be' },
  streak: { da: 'gentager samme værdi', en: 'repeats the same value' },
  counter: { da: 'tælleren er nulstillet eller sprunget', en: 'the counter was reset or leapt' },
  accumulation: { da: 'sum over et hul: fordelingen er ukendt', en: 'a sum over a gap: its distribution is not known' },
  conflict: { da: 'modstridende værdi for samme tidspunkt', en: 'another value for the same moment' },
  frost: { da: 'frost i regnmåleren', en: 'frost in the gauge' },
  neighbours: { da: 'afviger fra naboerne', en: 'unlike its neighbours' },
  'faulty-zero': { da: 'tør, mens naboerne får regn', en: 'dry while the neighbours have rain' },
  'high-influx': { da: 'langt mere end naboerne', en: 'far more than the neighbours' },
  'dry-spell': { da: 'tør i to uger, naboerne ikke', en: 'dry for two weeks, the neighbours not' },
  maintenance: { da: 'under vedligehold', en: 'under maintenance' },
};

/** A check's reason in Danish and English; its `detail` has the numbers. */
export const checkWords = (check: CheckName): CheckWords => WORDS[check];
