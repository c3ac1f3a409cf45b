import { Command } from 'commander';
import { USUAL_DURATIONS } from './rain-statistics.ts';

const HELP = `
The input is CSV of rain in mm, each stamp the end of its interval: time,sensor,value, or a column time and one column a sensor.
Times are ISO 8601 (without an offset: UTC) or seconds or milliseconds since 1970, in any order. An empty value is missing: then
"no" becomes "unknown", and so it is in a record shorter than the window (kraftig regn: six hours, the insurers' rain: a day), and where
longer intervals may hide more than they show. The return period is that of one gauge at one duration; without --idf it is
indicative, not SVK's.`;

/** The options of `voldgrav rain-statistics`. */
export const rainStatisticsCommand = (): Command =>
  new Command('rain-statistics')
    .description('greatest depths of rain by duration on standard input, how rare they are, and whether it was a skybrud; as JSON')
    .option('--idf <FILE>', 'YAML: depths by duration and return period, as in a town\'s idf.yaml; without it the built-in indicative curve')
    .option('--durations <MINUTES>', 'whole minutes with commas between them', USUAL_DURATIONS)
    .option('--km2 <FIRST>', 'the input is a KM2 file; FIRST says whether the first value\'s minute "begins" or "ends" at the header\'s time')
    .option('--utc-offset <MINUTES>', 'by which the clock of a KM2 file is ahead of UTC; it has no summer time', '60')
    .option('--annual', 'the greatest depth of each year too', false)
    .addHelpText('after', HELP);
