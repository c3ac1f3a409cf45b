import { type Finding, findingText } from '@voldgrav/quality';
import { formatDateTime, formatNumber, type Language } from './format.ts';

const MOST_DECIMALS = 3;

/** What a check found, in the language of the page; in the check's own words where it is not known by a code. */
export function foundWords({ found, detail }: { readonly found?: Finding; readonly detail: string }, language: Language, timeZone: string): string {
  if (found === undefined) return detail;
  return findingText(found, language, (figure, name) => {
    if (typeof figure === 'string') return name === 'at' ? formatDateTime(Date.parse(figure), timeZone) : figure;
    return formatNumber(figure, decimalsOf(figure), language);
  });
}

const decimalsOf = (figure: number): number => Math.min(MOST_DECIMALS, (String(figure).split('.')[1] ?? '').length);
