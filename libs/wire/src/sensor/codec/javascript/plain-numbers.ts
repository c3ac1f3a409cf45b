/**
 * Numbers of any length (BigInt) would let a script waste minutes between two steps: one multiplication of two of a megabyte is a
 * single step, and operators cannot be metered. No device sends more than 64 bits, so the sandbox has none: `Number(BigInt(…))` and what
 * reads 64 bits give an ordinary number where it is exact, and refuse where it would not be. Every other use, and literals such as `8n`,
 * are looked for in the text of a script (`bigNumberIn`), since operators on ordinary numbers would answer otherwise without a word; and
 * no text becomes code inside (eval, Function). This runs inside the sandbox, before the script.
 */
export const PLAIN_NUMBERS = `
  const toNumber = Number, isExact = Number.isSafeInteger;
  const exact = function (value) {
    if (!isExact(value)) throw new RangeError('a whole number beyond 2^53');
    return value;
  };
  const hide = function (owner, name, value) { Object.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: false }); };
  const whole = function BigInt(value) { return exact(toNumber(value)); };
  hide(globalThis, 'BigInt', whole);
  const view = DataView.prototype, word = view.getUint32, signed = view.getInt32;
  const long = function (high) {
    return function (at, little) { return exact(high.call(this, at + (little ? 4 : 0), little) * 2 ** 32 + word.call(this, at + (little ? 0 : 4), little)); };
  };
  hide(view, 'getBigInt64', long(signed));
  hide(view, 'getBigUint64', long(word));
  delete view.setBigInt64;
  delete view.setBigUint64;
  delete globalThis.BigInt64Array;
  delete globalThis.BigUint64Array;
  delete globalThis.eval;
  const noCode = function Function() { throw new TypeError('a codec makes no code of text'); };
  noCode.prototype = Function.prototype;
  for (const made of [function () {}, function* () {}, async function () {}, async function* () {}]) hide(Object.getPrototypeOf(made), 'constructor', noCode);
  hide(globalThis, 'Function', noCode);
`;

const BIG_NUMBER = /(?<![\w$.])(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*)n(?![\w$])|(?<!(?<![\w$])Number\(\s*)(?<![\w$])BigInt(?![\w$])/;

/**
 * The line of the first number of any length, such as `8n` or `BigInt(x)` outside of `Number(…)`; undefined in a script without one.
 * Comments and texts are not told apart from code: what looks like one there is as easily written otherwise.
 */
export function bigNumberIn(script: string): number | undefined {
  const at = script.search(BIG_NUMBER);
  return at < 0 ? undefined : script.slice(0, at).split('\n').length;
}
