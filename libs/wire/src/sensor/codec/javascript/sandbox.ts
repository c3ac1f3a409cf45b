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

/** Opens a sandbox: QuickJS, compiled to WebAssembly, from the package itself. */
export async function openSandbox(): Promise<Sandbox> {
  // Loaded only where a town has codecs of its own: it is half a megabyte that most never need.
  const { newQuickJSWASMModule } = await import('quickjs-emscripten');
  const quickjs = await newQuickJSWASMModule();
  return {
    codec: (script) => {
      const codec = new ScriptCodec(quickjs, script);
      return (uplink) => codec.hear(uplink);
    },
    faultIn: (script) => new ScriptCodec(quickjs, script).fault(),
  };
}
