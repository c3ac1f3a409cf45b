interface Coded {
  readonly code: string;
}

/** What somebody must act on though it is not known for certain. */
const LIMIT_REACHED: ReadonlySet<string> = new Set(['limit-reached', 'limit-perhaps-reached', 'limit-inevitable']);

/** Of all reasons of a state that is unknown those that its row has room for: why it is, and that a limit may be reached all the same, or will be though it stops raining. */
export function whyUnknown<Reason extends Coded>(reasons: readonly Reason[]): readonly Reason[] {
  const reached = reasons.find(({ code }) => LIMIT_REACHED.has(code));
  return reasons.filter((reason, place) => place === 0 || reason === reached);
}
