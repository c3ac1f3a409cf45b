import { checkWords } from '@voldgrav/quality';
import type { Reason } from '../reason.ts';
import { danish, hundredths, span, whenever } from '../reason-words.ts';

type CatchmentReason = Exclude<Reason, { readonly code: 'crest-reached' | 'cannot-take' | 'cannot-take-forecast' | 'takes-reference-rains' | 'rain-incomplete' | 'level-failed' | 'level-doubtful' | 'level-at-limit' }>;

const NOT_TOLD = { earliest: null, latest: null } as const;

/** The sentences about a catchment; an asset is called by its own name in both languages. */
export function catchmentReasonText(reason: CatchmentReason): { readonly da: string; readonly en: string } {
  switch (reason.code) {
    case 'no-limit-known':
      return { da: 'Ingen grænse er beskrevet for oplandet', en: 'No limit is described for the catchment' };
    case 'limit-reached':
      return { da: `Grænsen er nået: ${reason.name}`, en: `The limit is reached: ${reason.name}` };
    case 'limit-perhaps-reached':
      if (reason.by === 'model') return { da: `${reason.name}: grænsen er nået efter vores beregning; ingen måling siger det`, en: `${reason.name}: its limit is reached by our calculation; no measurement says so` };
      return { da: `${reason.name}: i værste fald er grænsen nået`, en: `${reason.name}: at worst its limit is reached` };
    case 'limit-inevitable':
      if (reason.within === undefined) {
        return {
          da: `Efter vores beregning når ${reason.name} sin grænse, selv om regnen stopper nu; målingerne rækker ikke til at vide det`,
          en: `By our calculation ${reason.name} reaches its limit even if the rain stops now; the measurements are not enough to know it`,
        };
      }
      return {
        da: `${reason.name} når sin grænse${whenever(reason.within).da}, selv om regnen stopper nu`,
        en: `${reason.name} reaches its limit${whenever(reason.within).en}, even if the rain stops now`,
      };
    case 'limit-below-reference':
      return {
        da: `${reason.name} kan måske kun tage ${danish(reason.low)} mm på ${span(reason.minutes).da}; ${danish(reason.reference)} mm er målestokken`,
        en: `${reason.name} may take only ${reason.low.toFixed(1)} mm in ${span(reason.minutes).en}; ${reason.reference.toFixed(1)} mm is the yardstick`,
      };
    case 'limit-below-forecast': {
      const when = whenever(reason.within ?? NOT_TOLD);
      return {
        da: `Der kan komme ${danish(reason.mm)} mm; så kan ${reason.name} nå sin grænse${when.da}`,
        en: `${reason.mm.toFixed(1)} mm may be coming; ${reason.name} may then reach its limit${when.en}`,
      };
    }
    case 'level-never-heard':
      return { da: `Vandstanden i ${reason.name} er endnu ikke målt`, en: `The water level in ${reason.name} has not been measured yet` };
    case 'level-silent':
      return {
        da: `Seneste brugbare vandstand i ${reason.name} er ${reason.minutesOld} min gammel`,
        en: `The last usable water level in ${reason.name} is ${reason.minutesOld} min old`,
      };
    case 'level-stuck':
      return {
        da: `Vandstanden i ${reason.name} står stille, selv om der er løbet vand til: måleren sidder måske fast`,
        en: `The water level in ${reason.name} does not move though water has come: the sensor may be stuck`,
      };
    case 'level-fell':
      return {
        da: `Vandstanden i ${reason.name} er faldet mere, end der kan være løbet ud: måleren viser måske forkert`,
        en: `The water level in ${reason.name} has fallen by more than can have run out: the sensor may be wrong`,
      };
    case 'gauges-silent':
      return {
        da: 'Ingen af oplandets regnmålere melder sig: tallet regner med tørvejr, den lave ende med et skybrud',
        en: 'None of the catchment’s rain gauges reports: the figure takes it for dry, its low end for a cloudburst',
      };
    case 'gauge-alone':
      return {
        da: `Kun én regnmåler fortæller om regnen over ${reason.name}: den kan falde forskelligt i oplandet, og det er ikke regnet med i spændet`,
        en: `Only one gauge tells of the rain over ${reason.name}: it may differ within the catchment, and the range does not count that`,
      };
    case 'land-unheard':
      return {
        da: `Ingen regnmåler melder sig for ${reason.name}, hvis vand løber hertil: tallet regner med tørvejr der, den lave ende med et skybrud`,
        en: `No rain gauge reports for ${reason.name}, whose water runs here: the figure takes it for dry there, its low end for a cloudburst`,
      };
    case 'watch-silent':
      return { da: `${reason.name}: vandstanden kendes ikke lige nu`, en: `${reason.name}: the water level is not known right now` };
    case 'watch-lost':
      return {
        da: `${reason.name}: vandstanden kendes ikke; seneste brugbare måling er ${reason.minutesOld} min gammel og var ${hundredths(reason.level).da} m`,
        en: `${reason.name}: the water level is not known; the last usable word is ${reason.minutesOld} min old and was ${hundredths(reason.level).en} m`,
      };
    case 'watch-failed': {
      const last = reason.level === undefined ? { da: '', en: '' } : { da: `; før den var den ${hundredths(reason.level).da} m`, en: `; before that it was ${hundredths(reason.level).en} m` };
      return {
        da: `${reason.name}: den seneste måling af vandstanden kan ikke bruges (${checkWords(reason.check).da})${last.da}`,
        en: `${reason.name}: the latest word on the water level cannot be used (${checkWords(reason.check).en})${last.en}`,
      };
    }
    case 'watch-stuck':
      return {
        da: `${reason.name}: vandstanden står stille på ${hundredths(reason.level).da} m, selv om der er løbet vand til; måleren sidder måske fast`,
        en: `${reason.name}: the water level rests at ${hundredths(reason.level).en} m though water has come; the sensor may be stuck`,
      };
    case 'pump-stopped':
      return { da: `${reason.name} står stille, selv om der er vand at pumpe`, en: `${reason.name} stands still though there is water to pump` };
    case 'pump-unheard':
      return reason.wasStopped === true
        ? { da: `Det vides ikke, om ${reason.name} kører: sidst stod den stille, og det regnes den for stadig at gøre`, en: `It is not known whether ${reason.name} runs: it last stood still, and is taken to do so yet` }
        : { da: `Det vides ikke, om ${reason.name} kører`, en: `It is not known whether ${reason.name} runs` };
    case 'outlet-shut':
      return {
        da: `Udløbet er lukket: ${reason.name} står i kote ${reason.level.toFixed(2).replace('.', ',')} m`,
        en: `The outlet is shut: ${reason.name} stands at ${reason.level.toFixed(2)} m`,
      };
    case 'recipient-unheard':
      if (reason.wasShut === true) {
        return {
          da: `Vandstanden i ${reason.name} kendes ikke: sidst lukkede den udløbet, og det regnes for stadig at være lukket`,
          en: `The water level in ${reason.name} is not known: it last shut the outlet, which is taken to be shut yet`,
        };
      }
      return { da: `Vandstanden i ${reason.name} kendes ikke, så udløbet kan være lukket`, en: `The water level in ${reason.name} is not known, so the outlet may be shut` };
    case 'outlet-shuts':
      return {
        da: `Udløbet kan lukke om ${reason.hours < 1 ? 'under en time' : `${reason.hours} t`}: ${reason.name} kan nå kote ${reason.level.toFixed(2).replace('.', ',')} m (${reason.source})`,
        en: `The outlet may shut in ${reason.hours < 1 ? 'less than an hour' : `${reason.hours} h`}: ${reason.name} may reach ${reason.level.toFixed(2)} m (${reason.source})`,
      };
    case 'outlet-suspected':
      return {
        da: `${reason.name} har ${Math.round(reason.cubicMetres)} m³ mere vand, end regn og udløb forklarer: udløbet er måske stoppet`,
        en: `${reason.name} holds ${Math.round(reason.cubicMetres)} m³ more than rain and outlet explain: the outlet may be blocked`,
      };
    case 'more-than-rain':
      return {
        da: `${reason.name} har fået ${Math.round(reason.cubicMetres)} m³ mere vand, end regnen forklarer`,
        en: `${reason.name} has taken ${Math.round(reason.cubicMetres)} m³ more than the rain explains`,
      };
    case 'less-than-rain':
      return {
        da: `${reason.name} har ${Math.round(reason.cubicMetres)} m³ mindre vand, end regnen forklarer`,
        en: `${reason.name} holds ${Math.round(reason.cubicMetres)} m³ less than the rain explains`,
      };
    case 'nobody-began':
      return {
        da: `Ingen er gået i gang med det, der skal beskytte ${reason.name}: sidste øjeblik var for ${reason.minutes} min siden`,
        en: `Nobody has begun what is to protect ${reason.name}: the last moment was ${reason.minutes} min ago`,
      };
    case 'rain-unplaced':
      return {
        da: `Regnen over ${reason.name} blev målt som én sum efter et hul: hvornår den faldt, vides ikke, så der kan være ${danish(reason.mm)} mm mere eller mindre på vej, end tallet regner med`,
        en: `The rain over ${reason.name} was told as one sum after a gap: when it fell is not known, so ${reason.mm.toFixed(1)} mm more or less may be on their way than the figure counts`,
      };
    case 'on-its-way':
      return { da: `${danish(reason.mm)} mm er allerede på vej gennem oplandet`, en: `${reason.mm.toFixed(1)} mm are on their way through the catchment already` };
  }
}
