import ts from 'typescript';

/** What stands in the way of a test being a proof; undefined when it is there, runs and asserts. */
export type NoProof = 'not there' | 'skipped' | 'asserts nothing';

const TESTS = new Set(['it', 'test']);
/** Words that keep a test from running always. */
const STOPS = new Set(['skip', 'todo', 'skipIf', 'runIf', 'fails']);

/**
 * Whether a spec's source has a test of this name, by the syntax and not by the text: a name in a comment is none, nor is one whose test,
 * or any `describe` around it, is skipped, or whose body comes to no matcher of `expect`, its own or that of a function of the same file.
 */
export function noProofIn(source: string, name: string): NoProof | undefined {
  const file = ts.createSourceFile('spec.ts', source, ts.ScriptTarget.Latest, true);
  const asserting = assertingFunctions(file);
  let verdict: NoProof | undefined = 'not there';
  const visit = (node: ts.Node, isStopped: boolean): void => {
    if (!ts.isCallExpression(node)) return void ts.forEachChild(node, (child) => visit(child, isStopped));
    const words = wordsOf(node.expression);
    const stops = isStopped || words.some((word) => STOPS.has(word));
    if (TESTS.has(words[0] ?? '') && textOf(node.arguments[0]) === name) verdict = stops ? 'skipped' : node.arguments.slice(1).some((body) => asserts(body, asserting)) ? undefined : 'asserts nothing';
    else ts.forEachChild(node, (child) => visit(child, stops && (words[0] === 'describe' || isStopped)));
  };
  visit(file, false);
  return verdict;
}

/** Whether a file of examples has one of this name, with something that it is to say: all of them are run by the spec beside it. */
export function noExampleIn(source: string, name: string): NoProof | undefined {
  const file = ts.createSourceFile('testcases.ts', source, ts.ScriptTarget.Latest, true);
  let verdict: NoProof | undefined = 'not there';
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const fields = new Map(node.properties.filter(ts.isPropertyAssignment).map((each) => [each.name.getText(file), each.initializer]));
      const says = fields.get('says') ?? fields.get('refuses');
      if (textOf(fields.get('name')) === name) verdict = says !== undefined && ts.isArrayLiteralExpression(says) && says.elements.length > 0 ? undefined : 'asserts nothing';
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return verdict;
}

/** `it.each([…])` and `describe.skip` as their words: it, each; describe, skip. */
function wordsOf(callee: ts.Expression): readonly string[] {
  if (ts.isIdentifier(callee)) return [callee.text];
  if (ts.isPropertyAccessExpression(callee)) return [...wordsOf(callee.expression), callee.name.text];
  return ts.isCallExpression(callee) || ts.isTaggedTemplateExpression(callee) ? wordsOf(ts.isCallExpression(callee) ? callee.expression : callee.tag) : [];
}

const textOf = (node: ts.Node | undefined): string | undefined => (node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined);

/** `expect(…)` alone says nothing: a matcher must follow, such as `toBe`. */
function asserts(body: ts.Node, asserting: ReadonlySet<string>): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const words = wordsOf(node.expression);
      found ||= (words[0] === 'expect' && words.some((word) => /^to[A-Z]/.test(word))) || (words[0] === 'fc' && words[1] === 'assert') || asserting.has(words.at(-1) ?? '');
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** Names of the file's own functions that assert, those that call such included. */
function assertingFunctions(file: ts.SourceFile): ReadonlySet<string> {
  const bodies = new Map<string, ts.Node>();
  const visit = (node: ts.Node): void => {
    if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name !== undefined && node.body !== undefined) bodies.set(node.name.getText(file), node.body);
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined && ts.isArrowFunction(node.initializer)) bodies.set(node.name.getText(file), node.initializer.body);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const asserting = new Set<string>();
  for (let before = -1; before < asserting.size; ) {
    before = asserting.size;
    for (const [name, body] of bodies) if (asserts(body, asserting)) asserting.add(name);
  }
  return asserting;
}
