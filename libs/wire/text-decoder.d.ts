// The few things beyond the language that `wire` may use. Named here so that the core's compiler, which knows
// neither DOM nor Node, still refuses everything else. Only tsconfig.core.json includes this file.
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
/** Base64 to one character a byte; throws for what is no base64. */
declare function atob(base64: string): string;
declare function btoa(binary: string): string;
