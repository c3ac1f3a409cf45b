import { checkWords } from '@voldgrav/quality';
import { catchmentReasonText } from './catchment/catchment-reason-text.ts';
import type { Reason } from './reason.ts';
import { danish, hundredths, span } from './reason-words.ts';

/** The sentence a duty officer reads, in both languages, from the same facts. */
export function reasonText(reason: Reason): { readonly da: string; readonly en: string } {
  switch (reason.code) {
    case 'level-failed':
      return {
        da: `Vandstandsmålerens seneste ord kan ikke bruges: ${checkWords(reason.check).da}`,
        en: `The level sensor's latest word cannot be used: ${checkWords(reason.check).en}`,
      };
    case 'level-doubtful':
      return reason.name === undefined
        ? { da: 'Den seneste vandstand er tvivlsom', en: 'The latest water level is suspect' }
        : { da: `Den seneste vandstand i ${reason.name} er tvivlsom`, en: `The latest water level in ${reason.name} is suspect` };
    case 'level-at-limit':
      return atLimitText(reason);
    case 'crest-reached':
      return { da: 'Vandet står ved overløbskanten', en: 'The water stands at the crest' };
    case 'cannot-take':
      return {
        da: `Kan måske kun tage ${danish(reason.low)} mm på ${span(reason.minutes).da}; ${danish(reason.reference)} mm er målestokken`,
        en: `May take only ${reason.low.toFixed(1)} mm in ${span(reason.minutes).en}; ${reason.reference.toFixed(1)} mm is the yardstick`,
      };
    case 'cannot-take-forecast':
      return {
        da: `Der kan komme ${danish(reason.coming)} mm på ${span(reason.minutes).da} (${reason.source}); der er måske kun plads til ${danish(reason.low)} mm`,
        en: `${reason.coming.toFixed(1)} mm may come in ${span(reason.minutes).en} (${reason.source}); there may be room for ${reason.low.toFixed(1)} mm only`,
      };
    case 'takes-reference-rains':
      return { da: 'Kan tage både et skybrud og kraftig regn', en: 'Can take both a cloudburst and heavy rain' };
    case 'rain-incomplete':
      return {
        da: `Regnmålerne dækker kun ${Math.round(reason.share * 100)} % af de seneste 30 min`,
        en: `The rain gauges cover only ${Math.round(reason.share * 100)} % of the last 30 min`,
      };
    default:
      return catchmentReasonText(reason);
  }
}

function atLimitText({ bound, level, name }: Extract<Reason, { readonly code: 'level-at-limit' }>): { readonly da: string; readonly en: string } {
  const [da, en] = name === undefined ? ['Vandet', 'The water'] : [`Vandet i ${name}`, `The water in ${name}`];
  return bound === 'at-least'
    ? { da: `${da} står mindst ${hundredths(level).da} m oppe: måleren kan ikke se højere, så bassinet kan være fuldt`, en: `${en} stands at least at ${hundredths(level).en} m: the sensor sees no higher, so the basin may be full` }
    : { da: `${da} står højst ${hundredths(level).da} m oppe: måleren kan ikke se lavere`, en: `${en} stands at most at ${hundredths(level).en} m: the sensor sees no lower` };
}
