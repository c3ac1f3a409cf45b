import { texts as alerts } from '../panels/alert-list/texts.ts';
import { texts as intake } from '../panels/intake-strip/texts.ts';
import { texts as lead } from '../panels/lead-sentence/texts.ts';
import { texts as board } from '../panels/readiness-board/texts.ts';
import { texts as chart } from '../panels/storm-chart/texts.ts';
import { texts as bar } from '../panels/top-bar/texts.ts';
import { texts as map } from '../panels/town-map/texts.ts';

/** Each panel brings its own words, in both languages; here they only get their names. */
export const TEXTS = {
  da: { alerts: alerts.da, bar: bar.da, board: board.da, chart: chart.da, intake: intake.da, lead: lead.da, map: map.da },
  en: { alerts: alerts.en, bar: bar.en, board: board.en, chart: chart.en, intake: intake.en, lead: lead.en, map: map.en },
};
