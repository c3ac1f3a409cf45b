import { DAY, type Instant, shifted } from '@voldgrav/hydrology';
import { bringsWater, standingWarnings, type WeatherWarning } from '@voldgrav/readiness';

/** How long a warning is kept after it has run out. */
const KEPT = 2 * DAY;

/** Warnings as they came in, by id. */
export class WarningBook {
  private warnings: readonly WeatherWarning[] = [];

  /** False when it is here already. */
  enter(warning: WeatherWarning): boolean {
    if (this.warnings.some(({ id }) => id === warning.id)) return false;
    this.warnings = [...this.warnings.filter(({ expires }) => expires > shifted(warning.issuedAt, -KEPT)), warning];
    return true;
  }

  /** Newest issue first, those included that are over, replaced or about something else. */
  list(): readonly WeatherWarning[] {
    return this.warnings.toSorted((one, other) => other.issuedAt - one.issuedAt);
  }

  standing = (now: Instant): readonly WeatherWarning[] => standingWarnings(this.warnings, now);

  /** Those that stand and are about water, the gravest first. */
  ofWater = (now: Instant): readonly WeatherWarning[] => this.standing(now).filter(bringsWater);

  /** Those of water that had not run out by `since` and were issued by `now`, the gravest first; not those that were replaced. */
  ofWaterSince = (since: Instant, now: Instant): readonly WeatherWarning[] =>
    standingWarnings(this.warnings, since).filter((warning) => bringsWater(warning) && warning.issuedAt <= now);
}
