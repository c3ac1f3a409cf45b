import { HttpException } from '@nestjs/common';
import type { ProblemDetails } from '@voldgrav/wire';

/** An error over HTTP as RFC 9457 describes it; the detail names the parameter and what is allowed. */
export class Problem extends HttpException {
  constructor(status: number, title: string, detail: string, code?: string, faults?: readonly string[]) {
    super({ type: 'about:blank', title, status, detail, ...(code === undefined ? {} : { code }), ...(faults === undefined ? {} : { faults }) } satisfies ProblemDetails, status);
  }
}

export const notFound = (what: string, id: string): Problem => new Problem(404, 'Not found', `There is no ${what} "${id}".`);
export const badRequest = (detail: string): Problem => new Problem(400, 'Bad request', detail);
