/** What the user gave cannot be used, said in one sentence that names the file or the line. */
export class BadInput extends Error {}
