import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the tests start for real, and the Debian package that brings it. */
const PROGRAMS = { chromium: 'chromium', mosquitto: 'mosquitto', mosquitto_pub: 'mosquitto-clients', influxd: 'influxdb' };
const POLICY = '/usr/sbin/policy-rc.d';

// Debian keeps servers in sbin, which is not on everyone's PATH.
process.env.PATH = [process.env.PATH, '/usr/sbin', '/usr/local/sbin'].join(delimiter);
const onPath = (program) => process.env.PATH.split(delimiter).some((folder) => existsSync(join(folder, program)));

/** Installs what is missing as root on Debian, without letting a package start its service; else stops and names it. */
export function providePrograms() {
  const missing = Object.entries(PROGRAMS).filter(([program]) => !onPath(program));
  if (missing.length === 0) return;
  const packages = missing.map(([, name]) => name);
  const isDebian = existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  if (!isDebian || process.getuid?.() !== 0) {
    console.error(`The tests need ${packages.join(', ')}: install them, for example with "sudo apt-get install ${packages.join(' ')}".`);
    process.exit(1);
  }
  console.log(`Installing what the tests start: ${packages.join(', ')}`);
  installWithoutStarting(packages);
  const still = missing.filter(([program]) => !onPath(program)).map(([program]) => program);
  if (still.length > 0) {
    console.error(`The tests need ${still.join(', ')}, and installing ${packages.join(', ')} did not bring them.`);
    process.exit(1);
  }
}

function installWithoutStarting(packages) {
  const policyWasThere = existsSync(POLICY);
  if (!policyWasThere) {
    // 101: "action forbidden by policy", which Debian's packages take as an order not to start.
    writeFileSync(POLICY, '#!/bin/sh\nexit 101\n');
    chmodSync(POLICY, 0o755);
  }
  try {
    apt(['update']);
    apt(['install', '-y', '--no-install-recommends', ...packages]);
  } finally {
    if (!policyWasThere) rmSync(POLICY, { force: true });
  }
}

function apt(args) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', 'ignore', 'pipe'], env: environment, encoding: 'utf8' });
  if (status !== 0) console.error(`apt-get ${args[0]} did not succeed: ${stderr.trim().split('\n').slice(-3).join(' ')}`);
}
