import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { projects, ROOT } from './workspace.ts';

const CORE_SETTINGS = join(ROOT, 'tsconfig.core.json');

describe('the pure core', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-core-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the core's compiler says of a file with this line in it. */
  function complaints(line: string): readonly string[] {
    const file = join(folder, 'planted.mts');
    writeFileSync(file, `${line}\nexport {};\n`);
    const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(CORE_SETTINGS, (path) => readFileSync(path, 'utf8')).config, ts.sys, ROOT);
    const program = ts.createProgram([file], options);
    return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  }

  it.each(['fetch', 'process', 'console', 'setTimeout', 'Buffer', 'document', 'window', 'localStorage', 'performance'])('does not compile with %s', (name) => {
    expect(complaints(`export const planted: unknown = ${name};`).join('\n')).toContain(`Cannot find name '${name}'`);
  });

  it('compiles with what the language itself has', () => {
    expect(complaints('export const planted = new Map([[1n, Math.hypot(3, 4)]]);')).toEqual([]);
  });

  it('is compiled whole: every core lib, the pipeline and the wire', () => {
    const { fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile(CORE_SETTINGS, (path) => readFileSync(path, 'utf8')).config, ts.sys, ROOT);
    const pure = projects().filter(({ tags }) => tags.some((tag) => tag.startsWith('core:') || tag === 'pipeline' || tag === 'wire'));
    expect(pure).toHaveLength(10);
    for (const { folder: lib } of pure) expect(fileNames.some((file) => file.includes(`/${lib}/src/index.ts`)), lib).toBe(true);
  });
});
