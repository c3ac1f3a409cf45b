/** One clear sentence about what was asked for wrongly. */
export class WrongUse extends Error {}
