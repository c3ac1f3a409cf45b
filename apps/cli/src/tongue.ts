/** A language that is spoken here. */
export type Language = 'da' | 'en';

/** How things are said in one language: the words, and numbers with its decimal mark. */
export interface Tongue {
  readonly language: Language;
  readonly say: (danish: string, english: string) => string;
  readonly number: (value: number, decimals?: number) => string;
}

export const tongueOf = (language: Language): Tongue => ({
  language,
  say: (danish, english) => (language === 'da' ? danish : english),
  number: (value, decimals = 1) => (language === 'da' ? value.toFixed(decimals).replace('.', ',') : value.toFixed(decimals)),
});
