import type { FastifyReply } from 'fastify';
import type { ProblemError } from './problem-error.ts';

/** Sends a problem document. */
export function sendProblem(reply: FastifyReply, { problem, headers }: ProblemError): FastifyReply {
  // As bytes: to text a charset would be added, which this media type has not.
  return reply
    .code(problem.status)
    .headers(headers)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)));
}
