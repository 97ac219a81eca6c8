import { demandCount, demandHost, demandName, demandPort, InvalidSetting, section, type Line } from './config-text.ts';
import type { AgentPhone, AsteriskSettings, CustomerPhone, EngineTimers, Trunk } from './settings.ts';
import {
  isTransportName,
  speechEncryption,
  transportNameOf,
  transportParameter,
  transportSections,
} from './sip-transports.ts';

/** The name of the dialplan context that calls from a trunk enter. */
export const fromTrunk = 'from-trunk';
/** The name of the dialplan context that calls from an agent's phone enter. */
export const fromAgent = 'from-agent';

/** `pjsip.conf`: transports, trunks and agents' phones. Throws InvalidSetting for a value that cannot stand in it. */
export function pjsipFile(settings: AsteriskSettings): string {
  demandOwnNames(settings);
  return [
    ...general(settings),
    ...transportSections(settings),
    ...settings.trunks.flatMap((trunk) => trunkSections(trunk, settings)),
    ...agentTemplates(settings.timers),
    ...settings.agents.flatMap(agentSections),
    ...(settings.customers ?? []).flatMap(customerSections),
  ].join('\n');
}

/** Endpoints of trunks and of phones share one space of names. */
function demandOwnNames({ trunks, agents }: AsteriskSettings): void {
  const names = [...trunks.map(({ name }) => name), ...agents.map(({ endpointName }) => endpointName)];
  const seen = new Set(['global', 'system', 'agent', 'agent-auth', 'agent-aor']);
  for (const name of names) {
    if (seen.has(name) || isTransportName(name))
      throw new InvalidSetting(`the name ${JSON.stringify(name)} is used twice, or by the engine itself`);
    seen.add(name);
  }
}

function general({ timers }: AsteriskSettings): string[] {
  return [
    section('global', [
      ['type', 'global'],
      ['user_agent', 'ringback'],
      // Passwords before addresses: a phone that shares an address with a trunk is not taken for the trunk.
      ['endpoint_identifier_order', 'auth_username,username,ip,anonymous'],
    ]),
    section('system', [
      ['type', 'system'],
      ['timer_t1', demandCount('sipT1Ms', timers.sipT1Ms)],
      ['timer_b', demandCount('sipTimerBMs', timers.sipTimerBMs)],
    ]),
  ];
}

function trunkSections(trunk: Trunk, settings: AsteriskSettings): string[] {
  const name = demandName('trunk name', trunk.name);
  const [host, port] = [demandHost(`trunk ${name}: host`, trunk.host), demandPort(`trunk ${name}: port`, trunk.port)];
  const uri = `sip:${host}:${port}${transportParameter(trunk)}`;
  const transport = transportNameOf(trunk, settings.trunks);
  return [
    section(name, trunkEndpoint(trunk, transport, settings.timers)),
    section(name, [
      ['type', 'aor'],
      ['contact', uri],
      ['qualify_frequency', demandCount(`trunk ${name}: qualifyEveryS`, trunk.qualifyEveryS)],
    ]),
    section(name, [
      ['type', 'identify'],
      ['endpoint', name],
      ...[trunk.host, ...trunk.addresses].map((host): Line => ['match', demandHost(`trunk ${name}: addresses`, host)]),
    ]),
    ...accountSections(trunk, transport, uri),
  ];
}

function trunkEndpoint(trunk: Trunk, transport: string, timers: EngineTimers): Line[] {
  const atMost = trunk.maxConcurrentCount;
  return [
    ['type', 'endpoint'],
    ['transport', transport],
    ['context', fromTrunk],
    ['disallow', 'all'],
    ['allow', codecList(trunk)],
    ['aors', trunk.name],
    ['outbound_auth', trunk.account === null ? null : trunk.name],
    ['from_domain', trunk.account === null ? null : trunk.host],
    // Speech stays with the engine: announcements, keys, recordings and quality figures need it.
    ['direct_media', false],
    ...speechEncryption(trunk),
    ['dtmf_mode', 'auto'],
    ['rtp_timeout', demandCount('rtpTimeoutS', timers.rtpTimeoutS)],
    ['inband_progress', false],
    ['trust_id_inbound', true],
    ['send_pai', true],
    ['device_state_busy_at', atMost === null ? null : demandCount(`trunk ${trunk.name}: maxConcurrentCount`, atMost)],
  ];
}

function accountSections({ name, account }: Trunk, transport: string, uri: string): string[] {
  if (account === null) return [];
  const auth = section(name, [
    ['type', 'auth'],
    ['auth_type', 'userpass'],
    ['username', account.username],
    ['password', account.password],
  ]);
  if (!account.register) return [auth];
  // The user name becomes part of an address here, so it must not end it.
  if (!/^[\w.+-]{1,100}$/u.test(account.username))
    throw new InvalidSetting(
      `trunk ${name}: username to register with may hold letters, digits, "_", ".", "+" and "-"`,
    );
  const registration = section(name, [
    ['type', 'registration'],
    ['transport', transport],
    ['outbound_auth', name],
    ['server_uri', uri],
    ['client_uri', uri.replace('sip:', `sip:${account.username}@`)],
    ['contact_user', account.username],
    ['retry_interval', 30],
    ['forbidden_retry_interval', 300],
    ['max_retries', 1_000_000],
  ]);
  return [auth, registration];
}

const agentTemplates = ({ rtpTimeoutS }: EngineTimers): readonly string[] => [
  section(
    'agent',
    [
      ['type', 'endpoint'],
      ['context', fromAgent],
      ['disallow', 'all'],
      ['allow', 'ulaw,alaw'],
      ['direct_media', false],
      ['dtmf_mode', 'auto'],
      ['rtp_timeout', demandCount('rtpTimeoutS', rtpTimeoutS)],
      ['rewrite_contact', true],
      ['rtp_symmetric', true],
      ['force_rport', true],
    ],
    '(!)',
  ),
  section(
    'agent-auth',
    [
      ['type', 'auth'],
      ['auth_type', 'userpass'],
    ],
    '(!)',
  ),
  // A phone or a browser tab that comes back takes the place of its stale self.
  section(
    'agent-aor',
    [
      ['type', 'aor'],
      ['max_contacts', 2],
      ['remove_existing', true],
    ],
    '(!)',
  ),
];

function agentSections(agent: AgentPhone): string[] {
  const name = demandName('endpointName', agent.endpointName);
  const web: Line[] = [
    ['webrtc', true],
    ['dtls_auto_generate_cert', true],
    ['allow', '!all,opus,ulaw,alaw'],
  ];
  return [
    section(
      name,
      [
        ['auth', name],
        ['aors', name],
        ['set_var', `RINGBACK_AGENT_ID=${demandName('agentId', agent.agentId)}`],
        ...(agent.webrtc ? web : []),
      ],
      '(agent)',
    ),
    section(
      name,
      [
        ['username', name],
        ['password', agent.password],
      ],
      '(agent-auth)',
    ),
    section(name, [], '(agent-aor)'),
  ];
}

/** Called by number like a trunk, and its calls arrive like a trunk's; the number is the name of its address of record. */
function customerSections({ endpointName, number, password }: CustomerPhone): string[] {
  const name = demandName('endpointName', endpointName);
  const user = demandName('number', number.replace(/^\+/u, ''));
  return [
    section(
      name,
      [
        ['context', fromTrunk],
        // Its address is its number, not the name of its endpoint.
        ['identify_by', 'auth_username,username'],
        ['auth', name],
        ['aors', user],
        ['callerid', `<+${user}>`],
        ['webrtc', true],
        ['dtls_auto_generate_cert', true],
        ['allow', '!all,opus,ulaw,alaw'],
      ],
      '(agent)',
    ),
    section(
      name,
      [
        ['username', name],
        ['password', password],
      ],
      '(agent-auth)',
    ),
    section(user, [], '(agent-aor)'),
  ];
}

function codecList({ name, codecs }: Trunk): string {
  if (codecs.length === 0) throw new InvalidSetting(`trunk ${name} has no codec`);
  return codecs.map((codec) => demandName(`trunk ${name}: codec`, codec)).join(',');
}
