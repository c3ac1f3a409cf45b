import { DAY, HOUR, type Idf, type Instant, MINUTE, shifted } from '@voldgrav/hydrology';
import type { TownWatch } from '@voldgrav/pipeline';
import type { CatchmentAssessment, KnownState, ReadinessState } from '@voldgrav/readiness';
import type { ReadinessLog } from '@voldgrav/storage';
import { type CatchmentAnswer, toCatchmentAnswer, toLiveReadiness } from '@voldgrav/wire';

/** A state that stays is written down this often, one that changes at once. */
const WRITTEN_EVERY = 10 * MINUTE;
/** More than a year, so that a summer stands beside the one before. */
const KEPT = 400 * DAY;
/** What is older is thinned out to an hour each, and to what told another thing: some 13,000 answers a catchment. */
const WHOLE = 30 * DAY;
/** 200 catchments take half of it; beyond it the oldest go first. */
const MOST_BYTES = 2_000_000_000;
/** No track stays so far behind: what is remembered of a time before it is gone through by every track that begins anew. A level that fell since is found out again. */
const LONGEST_BEHIND = 3 * HOUR;
/** Fewer mm more or less are the same thing told. */
const ANOTHER_THING = 2;

interface Written {
  readonly at: Instant;
  readonly state: ReadinessState;
  /** Of what is unknown: as bad as it may be, which a restart has to know too. */
  readonly rankedAs: KnownState;
}

/** An answer, and what a restart has to know beside it and nobody is told. */
type WrittenAnswer = CatchmentAnswer & Pick<CatchmentAssessment, 'held'>;

const written = (assessment: CatchmentAssessment, idf: Idf): WrittenAnswer => ({
  ...toCatchmentAnswer(toLiveReadiness(assessment, idf)),
  ...(assessment.held === undefined ? {} : { held: assessment.held }),
});

function withoutHeld(answer: WrittenAnswer): CatchmentAnswer {
  const told: { -readonly [Key in keyof WrittenAnswer]: WrittenAnswer[Key] } = { ...answer };
  delete told.held;
  return told;
}

/** What was told when it was last another thing. */
interface Turn {
  readonly state: ReadinessState;
  readonly limit: string | undefined;
  readonly mm: number;
}

/** Writes down what is told of each catchment's readiness. When it cannot, that is told, and nothing else stops for it. */
export class ReadinessKeeper {
  private readonly log: ReadinessLog;
  private readonly idf: Idf;
  private readonly tell: (line: string) => void;
  private readonly written = new Map<string, Written>();
  private readonly turns = new Map<string, Turn>();
  private day: number | undefined;

  constructor(log: ReadinessLog, idf: Idf, tell: (line: string) => void) {
    this.log = log;
    this.idf = idf;
    this.tell = tell;
  }

  /** With every tick: what is told of the catchments now. */
  take(assessments: readonly CatchmentAssessment[], now: Instant): void {
    const news = assessments.filter(({ catchment, at, state, rankedAs }) => {
      const last = this.written.get(catchment);
      return last === undefined || last.state !== state || last.rankedAs !== rankedAs || at - last.at >= WRITTEN_EVERY || at < last.at;
    });
    const day = Math.floor(now / DAY);
    try {
      if (news.length > 0) this.log.enter(news.map((each) => ({ catchment: each.catchment, at: each.at, isTurn: this.isTurn(each), answer: JSON.stringify(written(each, this.idf)) })));
      for (const { catchment, at, state, rankedAs } of news) this.written.set(catchment, { at, state, rankedAs });
      if (day !== this.day) {
        this.log.forgetBefore(shifted(now, -KEPT));
        this.log.thinBefore(shifted(now, -WHOLE));
        this.log.keepWithin(MOST_BYTES);
      }
      this.day = day;
    } catch (cause) {
      this.tell(`The readiness history is not written: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }

  private isTurn({ catchment, state, canTake }: CatchmentAssessment): boolean {
    const half = canTake.find(({ minutes }) => minutes === 30);
    const turn = { state, limit: half?.limit.asset, mm: half?.middle ?? 0 };
    const last = this.turns.get(catchment);
    if (last?.state === turn.state && last.limit === turn.limit && Math.abs(last.mm - turn.mm) < ANOTHER_THING) return false;
    this.turns.set(catchment, turn);
    return true;
  }

  /**
   * After a restart: what state each catchment was in when it was last known, without which one that is unknown now could rank milder than before, and which
   * of its levels were not believed, which the day that is gone through again may not tell.
   */
  remind(watch: Pick<TownWatch, 'rememberState' | 'rememberHeld' | 'known'>, now: Instant): void {
    try {
      for (const catchment of watch.known.catchments) {
        const told = this.log.newest(catchment, now, (answer) => knownIn(answer) !== undefined);
        const state = told === undefined ? undefined : knownIn(told.answer);
        if (told !== undefined && state !== undefined) watch.rememberState(catchment, state, told.at);
        const stillHeld = this.heldBy(catchment, now).map(({ basin }) => basin);
        if (stillHeld.length > 0) watch.rememberHeld(this.heldBy(catchment, shifted(now, -LONGEST_BEHIND)).filter(({ basin }) => stillHeld.includes(basin)));
      }
    } catch (cause) {
      this.tell(`The last known readiness is not at hand: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }

  /** What the newest answer until a moment held on to. */
  private heldBy(catchment: string, until: Instant): NonNullable<WrittenAnswer['held']> {
    const newest = this.log.newest(catchment, until, () => true);
    return newest === undefined ? [] : ((JSON.parse(newest.answer) as WrittenAnswer).held ?? []);
  }

  /** What was told of a catchment in [from, to): all of it, or `most` of it spread over the span. */
  told(catchment: string, from: Instant, to: Instant, most: number): readonly CatchmentAnswer[] {
    return this.log.between(catchment, from, to, most).map(({ answer }) => ({ ...withoutHeld(JSON.parse(answer) as WrittenAnswer), asTold: true }));
  }

  close(): void {
    this.log.close();
  }
}

/** The state that an answer told, or while that was unknown the last known one beside it; undefined without either. */
function knownIn(answer: string): KnownState | undefined {
  const { state, lastKnownState } = JSON.parse(answer) as CatchmentAnswer;
  const known = state === 'unknown' ? lastKnownState : state;
  return known === 'unknown' ? undefined : known;
}
