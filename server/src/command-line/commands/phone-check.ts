import { randomUUID } from 'node:crypto';
import { failed, ok, type PhoneFinding, warning } from './phone-finding.ts';
import { modulesBetterHad, modulesToAsk, oldestMajorVersion } from './phone-needs.ts';
import { checkTlsServer, type TlsServer } from './phone-tls-check.ts';

/** What to check an Asterisk with. */
export interface PhoneCheckOptions {
  /** `http://host:port`, in front of `/ari`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly application: string;
  /** Trunks that must be there, by the names of their endpoints. */
  readonly trunks: readonly string[];
  /** Those of them whose server is spoken to over TLS. */
  readonly tlsServers?: readonly TlsServer[];
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Ask = (method: 'GET' | 'PUT', path: string) => Promise<Answer>;

const patienceMs = 5000;

/**
 * Looks whether Ringback could work with an Asterisk: can it be reached, does it take the password, is it new enough, are
 * the modules and the trunks there, is the application's name free. Changes nothing there. Stops at what makes the rest
 * unanswerable.
 */
export async function checkPhone(options: PhoneCheckOptions): Promise<readonly PhoneFinding[]> {
  if (!/^https?:$/u.test(URL.parse(options.url)?.protocol ?? ''))
    return [failed('Address', `${options.url} is no address: write it like http://127.0.0.1:8088`)];
  const ask = askerOf(options);
  const connection = await checkConnection(ask, options);
  if (connection.some(({ verdict }) => verdict === 'failed')) return connection;
  return [
    ...connection,
    await checkRights(ask, options),
    ...(await checkModules(ask)),
    await checkEvents(options),
    ...(await checkEndpoints(ask, options.trunks)),
    ...(await Promise.all((options.tlsServers ?? []).map(checkTlsServer))),
    await checkApplication(ask, options.application),
  ];
}

function askerOf({ url, user, password }: PhoneCheckOptions): Ask {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return async (method, path) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(`${url}/ari/${path}`, {
      method,
      headers,
      signal,
      ...(method === 'PUT' ? { body: '{}' } : {}),
    });
    const text = await answer.text();
    return { status: answer.status, body: parsed(text) };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function checkConnection(ask: Ask, { url, user }: PhoneCheckOptions): Promise<readonly PhoneFinding[]> {
  let answer: Answer;
  try {
    answer = await ask('GET', 'asterisk/info');
  } catch (error) {
    return [failed('Connection', `${url} does not answer (${reasonOf(error)}). ${adviceOn(error)}`)];
  }
  if (answer.status === 401)
    return [
      failed(
        'Sign-in',
        `the user ${user} or the password is wrong. The user is a section with type=user in ari.conf; after a change: module reload res_ari.so`,
      ),
    ];
  if (answer.status === 404)
    return [
      failed(
        'ARI',
        `${url} answers, but without ARI: set enabled=yes in ari.conf and load res_ari.so and the other res_ari modules. If it is no Asterisk at all, the address is wrong.`,
      ),
    ];
  if (answer.status !== 200)
    return [
      failed(
        'ARI',
        `${url} answers ${answer.status}; ARI answers 200. Is another program or a proxy behind this address?`,
      ),
    ];
  return [ok('Sign-in', `${user} at ${url}`), checkVersion(answer.body)];
}

/** Version 22 brought the SIP status of a failed call, on which outcomes rest. */
function checkVersion(body: unknown): PhoneFinding {
  const version = textAt(body, 'system', 'version');
  const major = Number(/^\d+/u.exec(version)?.[0] ?? Number.NaN);
  if (major >= oldestMajorVersion) return ok('Version', `Asterisk ${version}`);
  return failed(
    'Version',
    `Asterisk ${version === '' ? 'of unknown version' : version}; ${oldestMajorVersion} or later is needed, because earlier ones do not tell why a call failed`,
  );
}

/** Asked of an application that does not exist: 404 to those who may write, 403 to those who may only read. */
async function checkRights(ask: Ask, { user }: PhoneCheckOptions): Promise<PhoneFinding> {
  const { status } = await ask('PUT', `applications/${checkName()}/eventFilter`);
  return status === 403
    ? failed('Rights', `${user} may only read: set read_only=no in ari.conf`)
    : ok('Rights', `${user} may make calls`);
}

async function checkModules(ask: Ask): Promise<readonly PhoneFinding[]> {
  const { body } = await ask('GET', 'asterisk/modules');
  const runningNames = new Set(
    listOf(body).flatMap((entry) => (textAt(entry, 'status') === 'Running' ? [textAt(entry, 'name')] : [])),
  );
  const isRunning = (name: string): boolean => runningNames.has(`${name}.so`);
  const missing = modulesToAsk.filter((name) => !isRunning(name));
  const lacking = modulesBetterHad.filter(({ anyOf }) => !anyOf.some(isRunning));
  return [
    missing.length === 0
      ? ok('Modules', `all ${modulesToAsk.length} that Ringback cannot do without are running`)
      : failed('Modules', `not running: ${missing.map(fileOf).join(', ')}. ${howToLoad}`),
    ...lacking.map(({ anyOf, without }) =>
      warning('Modules', `${anyOf.map(fileOf).join(' or ')} is not running: ${without}. ${howToLoad}`),
    ),
  ];
}

const howToLoad =
  'Load it in modules.conf, or now: module load NAME. Where there is no such file, install the package of Asterisk’s that has it.';
const fileOf = (name: string): string => `${name}.so`;

/** Opens the stream of events under a name of its own, so that a Ringback at work is not disturbed. */
async function checkEvents({ url, user, password }: PhoneCheckOptions): Promise<PhoneFinding> {
  const query = new URLSearchParams({ app: checkName(), api_key: `${user}:${password}` });
  const socket = new WebSocket(`${url.replace(/^http/u, 'ws')}/ari/events?${query}`);
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true));
    socket.addEventListener('error', () => resolve(false));
    setTimeout(() => resolve(false), patienceMs).unref();
  });
  socket.close();
  return isOpen
    ? ok('Events', 'the WebSocket opens')
    : failed(
        'Events',
        'the WebSocket does not open: res_http_websocket.so must run, and a proxy in between must let WebSockets pass',
      );
}

async function checkEndpoints(ask: Ask, trunks: readonly string[]): Promise<readonly PhoneFinding[]> {
  const { body } = await ask('GET', 'endpoints/PJSIP');
  const states = new Map(listOf(body).map((entry) => [textAt(entry, 'resource'), textAt(entry, 'state')]));
  return [...trunkFindings(states, trunks), ...agentFindings(states)];
}

function trunkFindings(states: ReadonlyMap<string, string>, trunks: readonly string[]): readonly PhoneFinding[] {
  const others = [...states.keys()].filter((name) => !isAgent(name)).sort();
  const known = others.length === 0 ? 'it has none' : `it has ${others.join(', ')}`;
  if (trunks.length === 0) {
    return [
      others.length === 0
        ? failed('Trunks', 'Asterisk has no PJSIP endpoint that could be a trunk')
        : warning('Trunks', `name the one to use with --trunk; ${known}`),
    ];
  }
  return trunks.map((name) => {
    const state = states.get(name);
    if (state === undefined) return failed(`Trunk ${name}`, `there is no PJSIP endpoint of this name; ${known}`);
    if (state === 'offline')
      return failed(
        `Trunk ${name}`,
        'the endpoint is offline, so no call can go over it: the provider does not answer (is its host right, does the firewall let that port pass, UDP or TCP as the trunk has it? is its certificate right? pjsip show contacts) or refused the registration (user name and password? pjsip show registrations)',
      );
    return ok(`Trunk ${name}`, state === 'online' ? 'online' : `state ${state}; set qualify_frequency to know more`);
  });
}

function agentFindings(states: ReadonlyMap<string, string>): readonly PhoneFinding[] {
  const agents = [...states].filter(([name]) => isAgent(name));
  const away = agents
    .filter(([, state]) => state !== 'online')
    .map(([name]) => name)
    .sort();
  if (agents.length === 0) return [];
  return [
    away.length === 0
      ? ok('Agents', `all ${agents.length} phones are registered`)
      : warning('Agents', `not registered: ${away.join(', ')}`),
  ];
}

function isAgent(endpointName: string): boolean {
  return endpointName.startsWith('agent-');
}

async function checkApplication(ask: Ask, application: string): Promise<PhoneFinding> {
  const { status } = await ask('GET', `applications/${encodeURIComponent(application)}`);
  return status === 200
    ? warning(
        'Application',
        `${application} is connected already. If that is not your Ringback, give this one another name with RINGBACK_ASTERISK_APP: a second connection takes the events away from the first`,
      )
    : ok('Application', `the name ${application} is free`);
}

function checkName(): string {
  return `ringback-check-${randomUUID().slice(0, 8)}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `nothing within ${patienceMs / 1000} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** What to do by the kind of failure: the name, the wire, the certificate, or Asterisk itself. */
function adviceOn(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'No machine has this name: is it written right?';
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || (error instanceof Error && error.name === 'TimeoutError'))
    return 'Is the machine on, and does a firewall in between let this port pass?';
  if (/CERT|SELF_SIGNED|ALTNAME|ERR_SSL|ERR_TLS/u.test(code))
    return 'Name the file with its certificate in NODE_EXTRA_CA_CERTS; an address with http:// has no certificate.';
  return 'Is Asterisk running, is enabled=yes in http.conf, and are bindaddr and bindport those of this address?';
}

function listOf(body: unknown): readonly unknown[] {
  return Array.isArray(body) ? body : [];
}

/** The text under a path of keys; empty when there is none. */
function textAt(value: unknown, ...path: readonly string[]): string {
  const found = path.reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null
        ? Object.entries(inside).find(([name]) => name === key)?.[1]
        : undefined,
    value,
  );
  return typeof found === 'string' ? found : '';
}
