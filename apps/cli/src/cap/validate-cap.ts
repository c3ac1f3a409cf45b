import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { checkCap, LONGEST_CAP } from '@voldgrav/wire';
import { ANSWER_IS_NO, DONE, type ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { WrongUse } from '../wrong-use.ts';
import { decodedXml } from './decoded-xml.ts';

const STANDARD_INPUT = '-';

/** Tells of each file whether it holds a valid CAP 1.2 message, or every fault as `file:line: message`. One that cannot be read is wrong use. */
export async function validateCap(files: readonly string[], input: AsyncIterable<string | Uint8Array>, terminal: Terminal): Promise<ExitCode> {
  const texts: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  for (const file of files) texts.push({ name: file === STANDARD_INPUT ? 'standard input' : file, bytes: await (file === STANDARD_INPUT ? beginning(input) : readUpTo(file)) });
  let answer: ExitCode = DONE;
  for (const { name, bytes } of texts) {
    const decoded = decodedXml(bytes);
    const findings = typeof decoded === 'string' ? checkCap(decoded, sha1) : [{ kind: 'fault' as const, line: 1, message: decoded.fault }];
    for (const { kind, line, message } of findings) terminal.answer(`${name}:${line}: ${kind === 'advice' ? 'advice: ' : ''}${message}.`);
    if (findings.some(({ kind }) => kind === 'fault')) answer = ANSWER_IS_NO;
    else terminal.answer(`${name} is a valid CAP 1.2 message.`);
  }
  return answer;
}

const sha1 = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');

async function readUpTo(file: string): Promise<Uint8Array> {
  try {
    return await beginning(createReadStream(file));
  } catch (fault) {
    throw new WrongUse(`${file} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}.`);
  }
}

/** All of it, or enough to be refused as too long: an input without end costs no memory. */
async function beginning(input: AsyncIterable<string | Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > LONGEST_CAP) break;
  }
  return Buffer.concat(chunks);
}
