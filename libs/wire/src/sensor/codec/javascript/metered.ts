/**
 * How much built-in calls may have to go through for one uplink, in letters and list places. An uplink of a LoRaWAN network has
 * 242 bytes at most, so a codec stays far below.
 */
const MOST_WORK = 2_000_000;

/**
 * QuickJS asks between the steps of a script whether it shall go on, and never inside one built-in call: a search through a
 * list of four thousand million holes, or for a long text in a longer one, would hold up the intake for minutes or for ever.
 * So each such call says beforehand how much it has to go through, and is refused when that comes to too much in all. What
 * operators do is bounded by memory, and there are no numbers of any length (plain-numbers.ts). This is text that runs inside the sandbox, before the script; it leaves `begin` behind,
 * which sets the meter back.
 */
export const METERED = `
  const apply = Reflect.apply, isFinite = Number.isFinite, max = Math.max, textOf = String;
  let work = 0;
  const begin = function () { work = 0; };
  const charge = function (more) {
    work += more;
    if (!(work <= ${MOST_WORK})) throw new RangeError('more work than any codec needs');
  };
  const size = function (thing) {
    const length = thing === null || thing === undefined ? 0 : thing.length;
    return typeof length === 'number' && length > 0 ? length : 0;
  };
  const sizes = function (things) {
    let sum = 0;
    for (let i = 0; i < things.length; i++) sum += size(things[i]);
    return sum;
  };
  const meter = function (owner, names, cost) {
    for (const name of names) {
      const original = owner[name];
      if (typeof original !== 'function' || name === 'constructor') continue;
      const metered = function (...given) {
        charge(cost(this, given, name));
        const result = apply(original, this, given);
        if (typeof result === 'string' || Array.isArray(result)) charge(result.length);
        return result;
      };
      Object.defineProperty(owner, name, { value: metered, writable: true, configurable: true });
    }
  };
  const methods = function (prototype) {
    return Reflect.ownKeys(prototype).filter(function (name) { return typeof Object.getOwnPropertyDescriptor(prototype, name).value === 'function'; });
  };
  const ofList = function (list, given) { return size(list) + sizes(given); };
  const ofText = function (text, given, name) {
    const length = textOf(text).length;
    if (name === 'repeat') return length * given[0];
    if (name === 'padStart' || name === 'padEnd') return max(length, given[0]);
    const sought = typeof given[0] === 'string' ? given[0].length : 1;
    const replacement = name === 'replace' || name === 'replaceAll' ? size(given[1]) : 1;
    return length * max(1, sought) * max(1, replacement);
  };
  const typed = Object.getPrototypeOf(Uint8Array.prototype);
  meter(Array.prototype, methods(Array.prototype).filter(function (name) { return name !== 'push' && name !== 'pop'; }), ofList);
  meter(typed, methods(typed), ofList);
  meter(String.prototype, methods(String.prototype).filter(function (name) { return !/^(at|charAt|charCodeAt|codePointAt|toString|valueOf)$/.test(textOf(name)); }), ofText);
  meter(RegExp.prototype, ['exec', 'test'], function (_, given) { return size(given[0]); });
  meter(JSON, ['parse', 'stringify'], function (_, given) { return size(given[0]); });
  meter(Object, methods(Object), function (_, given) { return sizes(given); });
  meter(globalThis, ['parseInt', 'parseFloat', 'escape', 'unescape', 'encodeURI', 'encodeURIComponent', 'decodeURI', 'decodeURIComponent'], function (_, given) { return sizes(given); });
`;
