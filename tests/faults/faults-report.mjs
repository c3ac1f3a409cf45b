/** The outcome of a run of the fault tests as JSON and as Markdown: exactly what was run, and what came of it. */
export function faultsReport({ outcomes, ...run }) {
  const faults = [...new Set(outcomes.map((outcome) => outcome.fault))].map((fault) => summary(fault, outcomes.filter((outcome) => outcome.fault === fault)));
  const json = { ...run, faults };
  return { json, markdown: markdownOf(json) };
}

const sum = (outcomes, figure) => outcomes.reduce((total, outcome) => total + figure(outcome), 0);
/** Undefined where nothing was to be stored. */
const audited = (outcomes, figure) => (outcomes.some((outcome) => outcome.audit === undefined) ? undefined : sum(outcomes, (outcome) => outcome.audit[figure]));

const summary = (fault, outcomes) => ({
  fault,
  runs: outcomes.length,
  rounds: sum(outcomes, (outcome) => outcome.rounds),
  acknowledged: audited(outcomes, 'acknowledged'),
  stored: audited(outcomes, 'stored'),
  lost: audited(outcomes, 'lost'),
  twice: audited(outcomes, 'twice'),
  seconds: Number(sum(outcomes, (outcome) => outcome.seconds).toFixed(1)),
  note: outcomes.at(-1).note,
});

const shown = (figure) => figure ?? '–';

function markdownOf({ command, isWhole, at, commit, machine, versions, minutes, passes, kills, tried, failures, faults }) {
  const rows = faults.map((each) => `| ${each.fault} | ${each.rounds} | ${shown(each.acknowledged)} | ${shown(each.stored)} | ${shown(each.lost)} | ${shown(each.twice)} | ${each.seconds} | ${each.note} |`);
  const scope = isWhole ? 'This is the whole run.' : 'This is a **shortened** run; the whole one is `npm run faults`: 200 kills of the server and 60 minutes.';
  return `# What the intake survived

\`${command}\` at ${at}, commit ${commit}: ${kills} of ${tried} kills of the server survived, ${passes} ${passes === 1 ? 'pass' : 'passes'}, ${minutes} minutes. ${scope}
Kills are drawn from seeds 1000 and 1001 in the first pass, 2000 and 2001 in the second, and so on (\`FAULT_SEED\`).

Machine: ${machine}. Node ${versions.node}, ${versions.mosquitto}.

The oracle: the set of messages that were acknowledged to their sender equals the set of observations in the store, with their
values, none lost and none twice. A line stands here only when its test passed, so *lost* and *twice* are 0 in each.

| fault | rounds | acknowledged | stored | lost | twice | seconds | note |
|---|--:|--:|--:|--:|--:|--:|---|
${rows.join('\n')}

${failures.length === 0 ? 'Nothing failed.' : `**Failed:**\n\n${failures.map((line) => `- ${line}`).join('\n')}`}
`;
}
