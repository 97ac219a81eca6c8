import type { Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Parts } from '../parts.ts';
import { hasSoftphone } from '../softphone/softphones.ts';
import { checkAgent } from './submitting.ts';

/** Answers pages that are to be agents' telephones (W4). */
export function softphoneHandlers(parts: Parts): Pick<Handlers, 'registerSoftphone'> {
  return {
    registerSoftphone: async ({ params, caller }) => {
      checkAgent(caller, params.id);
      const document = parts.configuration.document('agents', params.id);
      if (document === null) throw new ProblemError('unknown_agent', { detail: `There is no agent ${params.id}.` });
      const { softphones } = parts;
      if (softphones === null || !hasSoftphone(document) || !softphones.isPage(params.id))
        throw new ProblemError('softphone_unavailable', {});
      return { status: 201, body: await softphones.register(params.id) };
    },
  };
}
