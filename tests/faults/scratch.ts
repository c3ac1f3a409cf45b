import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '@voldgrav/test-contracts/free-port';
import type { ServerOptions } from './server-process.ts';

/** A data folder and ports of a test's own. */
export async function scratch(name: string): Promise<ServerOptions & { readonly mqttUrl: string; readonly discard: () => void }> {
  const dataDir = mkdtempSync(join(tmpdir(), `voldgrav-fault-${name}-`));
  const [port, mqttPort] = (await freePorts(2)) as readonly [number, number];
  return { dataDir, port, mqttPort, mqttUrl: `mqtt://127.0.0.1:${mqttPort}`, discard: () => rmSync(dataDir, { recursive: true, force: true }) };
}

/** Fifty minutes ago: a backlog that the clock has no doubt about. */
export const backlogStart = (): number => Math.floor(Date.now() / 1_000) * 1_000 - 3_000_000;
