/** Why InfluxDB did not do what it was asked. */
export class InfluxFault extends Error {
  /** Its reason when it refused some of the points for what they are, and trying again would change nothing. */
  readonly refusal: string | undefined;

  constructor(message: string, refusal: string | undefined, options: ErrorOptions) {
    super(message, options);
    this.refusal = refusal;
  }
}

/** 400 in 1.x and 3, 422 in 2.x (operations.md F20); 413 is a request too long, which a shorter one may not be. */
const OF_THE_POINTS = new Set([400, 413, 422]);
const ABOUT_POINTS = /partial write|unable to parse|field type conflict|points beyond retention/i;

/**
 * What the store has against the points themselves, from its answer; undefined for everything that another try may mend, a
 * missing permission and an unknown database included: then nothing may be put aside.
 */
export function refusalIn(cause: unknown): string | undefined {
  const answer = answerIn(cause);
  if (answer === undefined || !OF_THE_POINTS.has(answer.status)) return undefined;
  const reason = errorIn(/\{.*\}/s.exec(answer.said)?.[0] ?? answer.said);
  return answer.status === 413 || ABOUT_POINTS.test(reason) ? reason : undefined;
}

/** The client's own fault class is not to be had from outside (influx 5.12.0): known by what it carries. */
function answerIn(cause: unknown): { readonly status: number; readonly said: string } | undefined {
  if (!(cause instanceof Error) || !('res' in cause)) return undefined;
  const { statusCode } = cause.res as { readonly statusCode?: number };
  return statusCode === undefined ? undefined : { status: statusCode, said: cause.message };
}

function errorIn(json: string): string {
  try {
    const { error, message } = JSON.parse(json) as { readonly error?: unknown; readonly message?: unknown };
    return [error, message].find((each) => typeof each === 'string') ?? json;
  } catch {
    return json;
  }
}
