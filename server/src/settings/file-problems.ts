import type { z } from 'zod';

/** What is wrong with a file of settings, one sentence for each field: its place, and what to do. */
export function problemsOf({ issues }: z.ZodError): readonly string[] {
  return issues.map((issue) => `${issue.path.join('.') || 'file'} ${messageOf(issue)}`);
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `has the unknown ${issue.keys.length === 1 ? 'field' : 'fields'} ${issue.keys.join(', ')}: is it a typing error?`;
  if (issue.code !== 'invalid_type') return issue.message;
  // YAML reads digits, with or without a plus, as a number.
  if (issue.expected === 'string') return `must be text${isNumber(issue.message) ? ': put it in quotes' : ''}`;
  return issue.message;
}

const isNumber = (message: string): boolean => message.endsWith('received number');
