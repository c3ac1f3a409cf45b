import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten';
import type { Uplink } from '../../lorawan/uplink.ts';
import { type Content, nothingBut } from '../../said.ts';
import { answerHeard } from './answer-heard.ts';
import { bigNumberIn } from './plain-numbers.ts';
import { PRELUDE, wrapped } from './prelude.ts';

/** In one allocation; see `sandbox.ts` for what they may come to. */
const MEMORY_BYTES = 1_048_576;
const STACK_BYTES = 262_144;
/**
 * How many steps one uplink may be, in QuickJS's own count, which goes up about every ten thousand calls and turns of a loop; a
 * codec needs a thousand. Counted, not timed, so that a replay on a busy machine comes to the same as the night itself. What
 * one built-in call may go through is counted beside it (metered.ts), since QuickJS looks up between steps only.
 */
const MOST_INTERRUPTS = 2;
const LONGEST_ANSWER = 65_536;
/** Far beyond LoRaWAN's 242. */
const LONGEST_UPLINK = 4_096;

interface Opened {
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  readonly run: QuickJSHandle;
  readonly script: QuickJSHandle;
}

/** A script with `decodeUplink`, in a runtime of its own, which is made anew when the script has broken a limit. */
export class ScriptCodec {
  private readonly quickjs: QuickJSWASMModule;
  private readonly text: string;
  private opened: Opened | undefined;
  private interrupts = 0;

  constructor(quickjs: QuickJSWASMModule, text: string) {
    this.quickjs = quickjs;
    this.text = text;
  }

  hear({ bytes, port, at }: Uplink): Content {
    if (bytes.length > LONGEST_UPLINK) return nothingBut('bad-payload', `${bytes.length} bytes: more than any device sends at once`);
    const opened = this.open();
    if ('message' in opened) return nothingBut('codec-failed', opened.message);
    const { context, run, script } = opened;
    this.interrupts = 0;
    const input = context.newString(JSON.stringify({ bytes: [...bytes], fPort: port, recvTime: at }));
    const result = context.callFunction(run, context.undefined, script, input);
    input.dispose();
    if (result.error !== undefined) {
      const { message } = failureIn(context, result.error);
      this.close();
      return nothingBut('codec-failed', message);
    }
    const answer = context.typeof(result.value) === 'string' ? context.getString(result.value) : '';
    result.value.dispose();
    return answer.length > LONGEST_ANSWER ? nothingBut('codec-failed', `an answer of ${answer.length} characters`) : answerHeard(answer);
  }

  /** Why the script cannot even be begun; undefined when it can. */
  fault(): { readonly line: number; readonly message: string } | undefined {
    const opened = this.open();
    this.close();
    return 'message' in opened ? opened : undefined;
  }

  private open(): Opened | { readonly line: number; readonly message: string } {
    if (this.opened !== undefined) return this.opened;
    const line = bigNumberIn(this.text);
    if (line !== undefined) return { line, message: 'a number of any length, such as 8n or BigInt(x) outside of Number(…), has no place in a codec' };
    this.interrupts = 0;
    const runtime = this.quickjs.newRuntime({
      memoryLimitBytes: MEMORY_BYTES,
      maxStackSizeBytes: STACK_BYTES,
      interruptHandler: () => {
        this.interrupts += 1;
        return this.interrupts > MOST_INTERRUPTS;
      },
    });
    const context = runtime.newContext();
    const run = context.unwrapResult(context.evalCode(PRELUDE, 'prelude'));
    const script = context.evalCode(wrapped(this.text), 'codec');
    const failed = script.error === undefined ? undefined : failureIn(context, script.error);
    const began = script.error === undefined ? this.tried(context, run, script.value) : undefined;
    if (script.error !== undefined || began !== undefined) {
      if (script.error === undefined) script.value.dispose();
      run.dispose();
      context.dispose();
      runtime.dispose();
      return failed ?? began ?? { line: 1, message: 'the script cannot be read' };
    }
    this.opened = { runtime, context, run, script: script.value };
    return this.opened;
  }

  /** Whether the script runs as far as to have a `decodeUplink`. */
  private tried(context: QuickJSContext, run: QuickJSHandle, script: QuickJSHandle): { readonly line: number; readonly message: string } | undefined {
    this.interrupts = 0;
    const result = context.callFunction(run, context.undefined, script);
    if (result.error !== undefined) return failureIn(context, result.error);
    const is = context.dump(result.value) as unknown;
    result.value.dispose();
    return is === true ? undefined : { line: 1, message: 'there is no function decodeUplink' };
  }

  private close(): void {
    if (this.opened === undefined) return;
    const { runtime, context, run, script } = this.opened;
    this.opened = undefined;
    run.dispose();
    script.dispose();
    context.dispose();
    runtime.dispose();
  }
}

/** What was thrown, in words, with the line of the script it points at. Lets go of the thrown value. */
function failureIn(context: QuickJSContext, thrown: QuickJSHandle): { readonly line: number; readonly message: string } {
  const told = context.dump(thrown) as unknown;
  thrown.dispose();
  const { name, message, stack } = (typeof told === 'object' && told !== null ? told : { message: String(told) }) as { name?: string; message?: string; stack?: string };
  if (name === 'InternalError' && message === 'interrupted') return { line: 1, message: 'took longer than it may' };
  const line = Number(/codec:(\d+)/.exec(stack ?? '')?.[1] ?? 2) - 1;
  return { line: Math.max(1, line), message: `${name ?? 'Error'}: ${message ?? ''}` };
}
