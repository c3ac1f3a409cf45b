import type { Uplink } from '../../lorawan/uplink.ts';
import type { Content } from '../../said.ts';
import { ScriptCodec } from './script-codec.ts';

/** Where a town's own codecs run: JavaScript with access to nothing but its input. */
export interface Sandbox {
  /** A reader for devices of the kind that the script decodes. A script that cannot be read makes a fault of every uplink. */
  codec(script: string): (uplink: Uplink) => Content;
  /** Why a script will not run, in a sentence, and the line where that shows; undefined for one that will. */
  faultIn(script: string): { readonly line: number; readonly message: string } | undefined;
}

/**
 * What all codecs of a sandbox may take together; a script takes about a third of a megabyte, and one that has taken all gives
 * it back. QuickJS's own limit holds for one allocation at a time only, as it is compiled here: seen, a script with a limit of
 * one megabyte took a thousand.
 */
const MOST_MEGABYTES = 64;
const MEGABYTES_AT_FIRST = 16;
const PAGES_PER_MEGABYTE = 16;

/** Every engine has it, and neither the language's types nor Node's tell of it: `never` fits what QuickJS asks for in either. */
const { Memory } = (globalThis as unknown as { readonly WebAssembly: { readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => never } }).WebAssembly;

/** Opens a sandbox: QuickJS, compiled to WebAssembly, from the package itself. */
export async function openSandbox(): Promise<Sandbox> {
  // Loaded only where a town has codecs of its own: it is half a megabyte that most never need.
  const { newQuickJSWASMModule, newVariant, RELEASE_SYNC } = await import('quickjs-emscripten');
  const wasmMemory = new Memory({ initial: MEGABYTES_AT_FIRST * PAGES_PER_MEGABYTE, maximum: MOST_MEGABYTES * PAGES_PER_MEGABYTE });
  const quickjs = await newQuickJSWASMModule(newVariant(RELEASE_SYNC, { wasmMemory }));
  const codecs = new Map<string, ScriptCodec>();
  return {
    codec: (script) => {
      // No uplink knows of another, so many devices may share one.
      const codec = codecs.get(script) ?? new ScriptCodec(quickjs, script);
      codecs.set(script, codec);
      return (uplink) => codec.hear(uplink);
    },
    faultIn: (script) => new ScriptCodec(quickjs, script).fault(),
  };
}
