// What a run of vitest came to, file by file, written to the file that TALLY_FILE names: what vitest's own JSON leaves out is why a
// test was skipped.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

export default class Tally {
  onTestRunEnd(modules, unhandled) {
    const tally = { files: modules.map(talliedFile), unhandled: unhandled.map(({ message }) => message) };
    writeFileSync(process.env.TALLY_FILE, JSON.stringify(tally));
  }
}

function talliedFile(module) {
  const file = relative(process.cwd(), module.moduleId);
  const tallied = { file, passed: 0, failed: [], skipped: [], broken: [] };
  for (const test of module.children.allTests()) count(tallied, test);
  // A file that does not load, or a hook that throws, is no test's failure and has to be named all the same.
  const faults = [module, ...module.children.allSuites()].flatMap((each) => each.errors());
  if (faults.length > 0) tallied.broken.push(`${file}: ${faults[0].message.split('\n')[0]}`);
  return tallied;
}

function count(tallied, test) {
  const { state, note } = test.result();
  const name = `${tallied.file} > ${test.fullName}`;
  if (state === 'passed') tallied.passed += 1;
  else if (state === 'failed') tallied.failed.push(name);
  else tallied.skipped.push({ name, why: note });
}
