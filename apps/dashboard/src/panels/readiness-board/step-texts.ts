/** The words of the button at a step, which come with it. */
export const stepTexts = {
  da: {
    begin: 'Begynd',
    end: 'Afslut',
    beginWhat: 'Begynd: {what}',
    endWhat: 'Afslut: {what}',
    signInFirst: 'Log ind for at begynde.',
    notAllowed: 'Din rolle må se skridtene, men ikke begynde dem.',
    failed: 'Det blev ikke gemt: {reason}. Prøv igen.',
  },
  en: {
    begin: 'Begin',
    end: 'End',
    beginWhat: 'Begin: {what}',
    endWhat: 'End: {what}',
    signInFirst: 'Sign in to begin.',
    notAllowed: 'Your role may see the steps, not begin them.',
    failed: 'It was not saved: {reason}. Try again.',
  },
};
