import { instant } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, type Sandbox } from './sandbox.ts';

const AT = instant(Date.UTC(2026, 7, 26, 12, 20));
const uplink = (...bytes: readonly number[]) => ({ bytes: Uint8Array.from(bytes), port: 2, at: AT });

describe('a town\'s own codec', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  const codec = (body: string) => sandbox.codec(`function decodeUplink(input) { ${body} }`);
  const heard = (body: string, ...bytes: readonly number[]) => codec(body)(uplink(...bytes));

  it('gets bytes, port and time, and answers with values by name', () => {
    const said = heard('return { data: { depth_cm: input.bytes[0] * 256 + input.bytes[1], port: input.fPort, at: input.recvTime.toISOString(), up: { v: 3.1 } } };', 1, 44);
    expect(said).toEqual({
      said: [{ name: 'depth_cm', value: 300 }, { name: 'port', value: 2 }, { name: 'at', value: '2026-08-26T12:20:00.000Z' }, { name: 'up.v', value: 3.1 }],
      faults: [],
    });
  });

  it('may say that the bytes are none of its', () => {
    expect(heard('return { errors: ["unknown port"] };')).toEqual({ said: [], faults: [{ reason: 'bad-payload', detail: 'unknown port' }] });
  });

  it.each([
    ['runs for ever', 'for (;;) {}', 'took longer than it may'],
    ['recurses for ever', 'return decodeUplink(input);', 'RangeError|InternalError'],
    ['takes all memory', 'const all = []; for (;;) all.push(new Uint8Array(1e5));', 'memory'],
    ['takes all memory in small pieces', 'let all = []; for (let i = 0; i < 9000; i++) all.push([all, new Uint8Array(2e4)]);', 'memory'],
    ['takes all memory at once', 'return { data: { a: new Uint8Array(1e9).length } };', 'memory|length'],
    ['answers with more than anyone wants', 'return { data: { a: "x".repeat(2e5) } };', 'an answer of'],
    ['searches a list of holes', 'const list = []; list.length = 4e9; return { data: { at: list.indexOf(1) } };', 'more work'],
    ['searches what only says that it is long', 'return { data: { at: [].includes.call({ length: 2 ** 53 - 1 }, 1) } };', 'more work'],
    ['joins holes', 'const list = []; list[4e9] = 1; return { data: { a: String(list) } };', 'more work'],
    ['fills what only says that it is long', 'Array.prototype.fill.call({ length: 1e9 }, 0);', 'more work'],
    ['appends a list of holes', 'const list = []; list.length = 4e9; [].concat(list);', 'more work'],
    ['searches a long text for a long text', 'const text = "a".repeat(1e5); return { data: { at: text.indexOf("a".repeat(5e4) + "b") } };', 'more work'],
    ['repeats a text for ever', 'for (;;) "x".repeat(1e5);', 'more work'],
    ['fills an array for ever', 'const all = new Uint8Array(1e5); for (;;) all.fill(1);', 'more work'],
    ['reads JSON for ever', 'const text = "[" + "1,".repeat(2e4) + "1]"; for (;;) JSON.parse(text);', 'more work'],
    ['has a pattern that tries everything', 'return { data: { a: /^(a+)+$/.test("a".repeat(40) + "b") } };', 'took longer'],
    ['squares a number for ever until it is none', 'let x = 3; for (;;) x = Number(BigInt(x * x));', 'beyond 2\\^53'],
    ['reads more bits than a number has', 'return { data: { a: new DataView(new Uint8Array(8).fill(255).buffer).getBigUint64(0) } };', 'beyond 2\\^53'],
    ['makes code of a text', 'return { data: { a: (function* () {}).constructor("yield 3") } };', 'no code of text'],
    ['throws', 'throw new Error("no");', 'Error: no'],
    ['throws what is no error', 'throw null;', 'null'],
    ['answers with nothing', '', 'no object'],
    ['answers without data', 'return { warnings: [] };', 'without data'],
    ['rolls dice', 'return { data: { a: Math.random() } };', 'dice'],
    ['wants a module', 'return require("fs").readFileSync("/etc/passwd");', 'require'],
    ['answers with a circle', 'const a = {}; a.a = a; return { data: a };', 'circular'],
  ])('that %s is a reason, and the next uplink is read', (_case, body, detail) => {
    const read = codec(`if (input.bytes[0] === 1) return { data: { level_m: 1 } }; ${body}`);
    for (let round = 0; round < 3; round += 1) {
      const { said, faults } = read(uplink(0));
      expect(said).toEqual([]);
      expect(faults).toEqual([{ reason: 'codec-failed', detail: expect.stringMatching(new RegExp(detail)) as string }]);
      expect(read(uplink(1)).said).toEqual([{ name: 'level_m', value: 1 }]);
    }
  });

  it('is measured for each uplink by itself', () => {
    const read = codec('return { data: { a: "x".repeat(5e5).length } };');
    for (let round = 0; round < 10; round += 1) expect(read(uplink(0)).said).toEqual([{ name: 'a', value: 500_000 }]);
  });

  it('is not even asked about more bytes than any device sends at once', () => {
    expect(heard('return { data: { n: input.bytes.length } };', ...Array.from({ length: 4_096 }, () => 7)).said).toEqual([{ name: 'n', value: 4_096 }]);
    expect(heard('return { data: {} };', ...Array.from({ length: 4_097 }, () => 7)).faults).toEqual([{ reason: 'bad-payload', detail: '4097 bytes: more than any device sends at once' }]);
  });

  it('has what codecs use, and it does what it did', () => {
    const said = heard(`
      const bytes = input.bytes.slice(0, 4).reverse();
      const view = new DataView(Uint8Array.from(bytes).buffer);
      const hex = bytes.map(function (b) { return b.toString(16).padStart(2, "0"); }).join("");
      return { data: { f: view.getFloat32(0), n: parseInt(hex, 16), hex: hex, has: hex.includes("c8"), at: "abc".indexOf("c"), up: "abc".replace(/b/g, "x").toUpperCase(), keys: Object.keys({ a: 1, b: 2 }).length, big: Number(BigInt("0x" + hex)) } };
    `, 0x00, 0x00, 0xc8, 0x42);
    // 0x42c80000 is 100 as a 32-bit float, and 1120403456 as a number.
    expect(Object.fromEntries(said.said.map(({ name, value }) => [name, value]))).toEqual({ f: 100, n: 1_120_403_456, hex: '42c80000', has: true, at: 2, up: 'AXC', keys: 2, big: 1_120_403_456 });
  });

  it('reads 64 bits where a number holds them', () => {
    // 0x0000000100000002 both ways round, and minus two.
    const said = heard(`
      const view = new DataView(Uint8Array.from(input.bytes).buffer);
      return { data: { big: view.getBigUint64(0), little: view.getBigUint64(8, true), negative: view.getBigInt64(16), is: (function () {}) instanceof Function } };
    `, 0, 0, 0, 1, 0, 0, 0, 2, 2, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 254);
    expect(Object.fromEntries(said.said.map(({ name, value }) => [name, value]))).toEqual({ big: 4_294_967_298, little: 4_294_967_298, negative: -2, is: true });
  });

  it('knows nothing of the world outside', () => {
    expect(heard('return { data: { a: [typeof process, typeof fetch, typeof setTimeout, typeof console, typeof WebAssembly, typeof std].join() } };').said[0]?.value).toBe('undefined,undefined,undefined,undefined,undefined,undefined');
  });

  it('knows no time but that of the uplink, so that a replay says the same', () => {
    expect(heard('return { data: { a: Date.now(), b: new Date().getTime(), c: new Date(5).getTime() } };').said.map(({ value }) => value)).toEqual([AT, AT, 5]);
  });

  it('knows no uplink but this one', () => {
    const counting = sandbox.codec('var seen = 0; function decodeUplink() { seen += 1; hidden = (typeof hidden === "number" ? hidden : 0) + 1; return { data: { seen: seen, hidden: hidden } }; }');
    const twice = [counting(uplink()), counting(uplink())].map(({ said }) => said.map(({ value }) => value));
    expect(twice).toEqual([[1, 1], [1, 1]]);
  });

  it.each([
    ['has a slip', 'function decodeUplink(input) {\n  return { data: {} ;\n}', 2, 'SyntaxError'],
    ['has no decodeUplink', 'function Decoder(bytes, port) { return {}; }', 1, 'there is no function decodeUplink'],
    ['has a number of any length', 'var in8n = 1, n = 2;\nvar a = 0x1n;', 2, 'a number of any length'],
    ['reckons with numbers of any length', 'var a = Number(BigInt("7"));\n\nvar b = (BigInt(1) << 32) | 2;', 3, 'a number of any length'],
    ['fails before it begins', '\n\nnonsense();', 3, 'ReferenceError'],
  ])('that %s is told with its line, before anything arrives', (_case, script, line, message) => {
    expect(sandbox.faultIn(script)).toEqual({ line, message: expect.stringContaining(message) as string });
    expect(sandbox.codec(script)(uplink(1)).faults.map(({ reason }) => reason)).toEqual(['codec-failed']);
  });

  it('that is sound has no fault', () => {
    expect(sandbox.faultIn('function decodeUplink(input) { return { data: {} }; } // to the end')).toBeUndefined();
  });

  it('never fails the one who asks, whatever it answers', () => {
    const read = sandbox.codec('function decodeUplink(input) { return JSON.parse(String.fromCharCode.apply(null, input.bytes)); }');
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const { said, faults } = read({ bytes: new TextEncoder().encode(text), port: 1, at: AT });
        expect(Array.isArray(said) && Array.isArray(faults)).toBe(true);
      }),
    );
  });
});
