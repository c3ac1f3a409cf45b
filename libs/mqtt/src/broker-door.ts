/** Someone who was let in, and what it may do. */
export interface Guest {
  readonly name: string;
  readonly mayPublish: (topic: string) => boolean;
  readonly maySubscribe: (filter: string) => boolean;
  readonly mayRetain: boolean;
}

/** Decides who comes in. */
export interface BrokerDoor {
  /** Whose name and password these are; undefined: nobody's who is let in. */
  readonly letIn: (name: string | undefined, password: Uint8Array | undefined) => Promise<Guest | undefined>;
  /** Asked with every message and every second, so it must be quick: a guest may have lost its account. */
  readonly mayStay: (guest: Guest) => boolean;
}

/** Someone who may do anything. */
export const anyone = (name: string): Guest => ({ name, mayPublish: () => true, maySubscribe: () => true, mayRetain: true });

const NOBODY_KNOWN = anyone('anonymous');

/** The door that stands open: anyone who reaches it comes in and may do anything. */
export const openDoor: BrokerDoor = { letIn: () => Promise.resolve(NOBODY_KNOWN), mayStay: () => true };
