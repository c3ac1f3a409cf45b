import { isoOf } from '@voldgrav/hydrology';
import type { TroubleReachAnswer } from '@voldgrav/wire';
import type { TroubleReach } from '../ingest/trouble-keeper.ts';

/** How far back a list of troubles reaches, as every list says it. */
export const toReachAnswer = ({ from, catchingUp }: TroubleReach): TroubleReachAnswer => ({ from: from === undefined ? null : isoOf(from), catchingUp });
