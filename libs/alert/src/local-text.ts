/** A sentence a person reads, in the languages of the screens. Danish comes first; English is always there too. */
export interface LocalText {
  readonly da: string;
  readonly en: string;
}
