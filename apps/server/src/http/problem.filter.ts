import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { ProblemDetails } from '@voldgrav/wire';
import type { FastifyReply } from 'fastify';
import { Problem } from './problem.ts';

/** The one doorway where HTTP errors are answered: as problem details, without telling a stranger what went wrong inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(fault: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(fault);
    if (problem.status >= 500) console.error('A request failed:', fault);
    void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}

function problemOf(fault: unknown): ProblemDetails {
  if (fault instanceof Problem) return fault.getResponse() as ProblemDetails;
  if (fault instanceof HttpException) {
    return { type: 'about:blank', title: fault.name, status: fault.getStatus(), detail: fault.message };
  }
  return { type: 'about:blank', title: 'Internal error', status: 500, detail: 'The server could not answer; see its log.' };
}
