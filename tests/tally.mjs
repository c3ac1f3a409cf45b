// What a run of vitest came to, written to the file that TALLY_FILE names: what vitest's own JSON leaves out is why a test was skipped.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

export default class Tally {
  onTestRunEnd(modules, unhandled) {
    const tally = { passed: 0, failed: [], skipped: [], broken: unhandled.map(({ message }) => message) };
    for (const module of modules) {
      const file = relative(process.cwd(), module.moduleId);
      for (const test of module.children.allTests()) count(tally, file, test);
      // A file that does not load, or a hook that throws, is no test's failure and has to be named all the same.
      const faults = [module, ...module.children.allSuites()].flatMap((each) => each.errors());
      if (faults.length > 0) tally.broken.push(`${file}: ${faults[0].message.split('\n')[0]}`);
    }
    writeFileSync(process.env.TALLY_FILE, JSON.stringify(tally));
  }
}

function count(tally, file, test) {
  const { state, note } = test.result();
  if (state === 'passed') tally.passed += 1;
  else if (state === 'failed') tally.failed.push(`${file} > ${test.fullName}`);
  else tally.skipped.push({ name: `${file} > ${test.fullName}`, why: note });
}
