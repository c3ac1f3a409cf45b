/** The words of the line about a basin's catchment; they come with it, after the first load. */
export const texts = {
  da: {
    catchment: 'Oplandet',
    unknown: '(ukendt)',
    takes: 'kan tage {mm} mm ({low}–{high})',
    between: 'kan tage mellem {low} og {high} mm',
    notKnown: 'kan tage et ukendt antal mm',
    first: '{limit} først',
    coming: '{mm} mm ventes',
    noForecast: 'ingen prognose',
  },
  en: {
    catchment: 'The catchment',
    unknown: '(unknown)',
    takes: 'can take {mm} mm ({low}–{high})',
    between: 'can take between {low} and {high} mm',
    notKnown: 'can take a number of mm that is not known',
    first: '{limit} first',
    coming: '{mm} mm expected',
    noForecast: 'no forecast',
  },
};
