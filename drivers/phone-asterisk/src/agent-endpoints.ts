import { randomBytes } from 'node:crypto';
import type { Clock } from '@ringback/engine';

/** Asks the phone system something. Throws when it refuses. */
export interface AgentEndpointsOptions {
  /** One ARI request; resolves with its parsed answer, throws on a status of 400 and above. */
  readonly request: (method: 'GET' | 'PUT', path: string, body?: unknown) => Promise<unknown>;
  readonly clock: Clock;
  /** How long a password is taken, milliseconds. */
  readonly passwordMs?: number;
}

/** What an agent's page registers with. */
export interface AgentEndpointAccess {
  readonly endpointName: string;
  readonly password: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** The agents' browser telephones as objects of the running engine, kept in its memory (ARI dynamic configuration). */
export interface AgentEndpoints {
  /** Makes the endpoint where there is none, and sets a new password. */
  register(agentId: string): Promise<AgentEndpointAccess>;
  /** Forgets the waiting changes of passwords. */
  stop(): void;
}

const PASSWORD_MS = 15 * 60_000;

/** Name of an agent's endpoint in the engine: the agent's id, with what a SIP user part does not take replaced. */
export function agentEndpointName(agentId: string): string {
  return `agent-${agentId.replace(/[^\w-]/gu, (character) => `.${(character.codePointAt(0) ?? 0).toString(16)}`)}`;
}

/**
 * Endpoints for pages (W4): nothing of them stands in a file, and a password that leaked is worth nothing after a quarter of
 * an hour. An engine that starts anew knows none; a page whose registration is refused asks again.
 */
export function createAgentEndpoints(options: AgentEndpointsOptions): AgentEndpoints {
  const passwordMs = options.passwordMs ?? PASSWORD_MS;
  const endings = new Map<string, () => void>();
  return {
    async register(agentId) {
      const endpointName = agentEndpointName(agentId);
      const password = newPassword();
      await put(options, 'auth', endpointName, authFields(endpointName, password));
      await make(options, 'aor', endpointName, aorFields);
      await make(options, 'endpoint', endpointName, endpointFields(endpointName, agentId));
      const expiresAt = options.clock.now() + passwordMs;
      endings.get(endpointName)?.();
      endings.set(
        endpointName,
        options.clock.wakeAt(expiresAt, () => void endPassword(options, endpointName)),
      );
      return { endpointName, password, expiresAt };
    },
    stop() {
      for (const end of endings.values()) end();
      endings.clear();
    },
  };
}

const newPassword = (): string => randomBytes(18).toString('base64url');

/** A password nobody knows in place of the one that is over. An engine that is away has forgotten it anyhow. */
async function endPassword(options: AgentEndpointsOptions, endpointName: string): Promise<void> {
  await put(options, 'auth', endpointName, authFields(endpointName, newPassword())).catch(() => undefined);
}

type Fields = Readonly<Record<string, string>>;

const authFields = (username: string, password: string): Fields => ({ auth_type: 'userpass', username, password });

/** A page that is loaded again takes the place of its former self at once. */
const aorFields: Fields = { max_contacts: '1', remove_existing: 'yes' };

function endpointFields(name: string, agentId: string): Fields {
  return {
    webrtc: 'yes',
    dtls_auto_generate_cert: 'yes',
    context: 'from-agent',
    disallow: 'all',
    allow: 'opus,ulaw,alaw',
    direct_media: 'no',
    rtp_timeout: '30',
    auth: name,
    aors: name,
    set_var: `RINGBACK_AGENT_ID=${agentId}`,
  };
}

/** The engine refuses to write an endpoint anew that is in use: what is there stays as it is. */
async function make(options: AgentEndpointsOptions, objectType: string, id: string, fields: Fields): Promise<void> {
  const isThere = await options.request('GET', pathOf(objectType, id)).then(
    () => true,
    () => false,
  );
  if (!isThere) await put(options, objectType, id, fields);
}

const pathOf = (objectType: string, id: string): string =>
  `asterisk/config/dynamic/res_pjsip/${objectType}/${encodeURIComponent(id)}`;

function put(options: AgentEndpointsOptions, objectType: string, id: string, fields: Fields): Promise<unknown> {
  return options.request('PUT', pathOf(objectType, id), {
    fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })),
  });
}
