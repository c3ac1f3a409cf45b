// The one thing beyond the language that `wire` may use. Named here so that the core's compiler, which knows
// neither DOM nor Node, still refuses everything else. Only tsconfig.core.json includes this file.
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
