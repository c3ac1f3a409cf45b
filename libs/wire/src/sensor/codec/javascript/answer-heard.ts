import { namesIn } from '../../names-in.ts';
import { isObject } from '../../parse-json.ts';
import { type Content, nothingBut } from '../../said.ts';

/** What a `decodeUplink` answered, as JSON: `data` with its values, or `errors` in which it says why there are none. */
export function answerHeard(answer: string): Content {
  const told: unknown = answer === '' ? undefined : JSON.parse(answer);
  if (!isObject(told)) return nothingBut('codec-failed', 'decodeUplink answered with no object');
  const { data, errors } = told;
  if (Array.isArray(errors) && errors.length > 0) return nothingBut('bad-payload', errors.map(String).join('; '));
  return isObject(data) ? { said: namesIn(data), faults: [] } : nothingBut('codec-failed', 'decodeUplink answered without data');
}
