import type { FastifyReply } from 'fastify';
import type { ProblemError } from './problem-error.ts';

/** Sends a problem document. */
export function sendProblem(reply: FastifyReply, { problem, headers }: ProblemError): FastifyReply {
  return reply.code(problem.status).headers(headers).type('application/problem+json').send(JSON.stringify(problem));
}
