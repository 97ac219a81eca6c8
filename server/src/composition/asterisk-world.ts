import {
  agentEndpointName,
  type AgentEndpoints,
  askOverHttp,
  createAgentEndpoints,
  createAsteriskPhone,
  defaultPromptFolder,
  foundNameSpeaker,
  type AsteriskPhoneOptions,
  plainTrunk,
  recordedPrompts,
} from '@ringback/driver-phone-asterisk';
import type { SoftphoneAccess } from '@ringback/contract';
import type { Clock, Phone } from '@ringback/engine';
import { join } from 'node:path';
import { toIso } from '../mapping/instants.ts';
import type { ServerLog } from '../parts.ts';
import { createAsteriskWatch } from './asterisk-watch.ts';
import { createEngineShelf, createMovedRecordings } from './engine-recordings.ts';
import type { RecordingShelf } from '../recordings/recording-shelf.ts';
import type { AsteriskSetting, Settings } from '../settings/environment.ts';
import type { TrunkSetting } from '../settings/trunks.ts';
import type { PhoneWatch } from '../softphone/phone-watch.ts';
import { iceServersFor } from '../softphone/ice-servers.ts';
import { SOFTPHONE_SOCKET_PATH, type Softphones } from '../softphone/softphones.ts';
import { DEMO_CUSTOMER, startOwnEngine, type OwnEngine } from './own-engine.ts';

/** A real phone system and what pages need to be telephones of it. */
export interface AsteriskWorld {
  readonly phone: Phone;
  readonly softphones: Softphones;
  readonly recordings: RecordingShelf;
  readonly phoneWatch: PhoneWatch;
  /** What an operator reads at the start. */
  readonly description: string;
  /** Lets go of everything; an engine of our own is ended. */
  readonly powerOff: () => Promise<void>;
}

/**
 * The Asterisk of the settings, or, where none is named, one of our own from the folder of installed phone programs. Throws
 * when it cannot be started, with what to do.
 */
export async function createAsteriskWorld(
  settings: Settings,
  asterisk: AsteriskSetting,
  around: { readonly clock: Clock; readonly log: ServerLog },
): Promise<AsteriskWorld> {
  const own =
    asterisk.account === null ? await startOwnEngine(settings, asterisk, around.log, () => around.clock.now()) : null;
  const account = own?.account ?? asterisk.account;
  if (account === null) throw new Error('RINGBACK_ASTERISK_PASSWORD is needed beside RINGBACK_ASTERISK_URL');
  const deskPhones = new Map(asterisk.phones.map(({ agentId, endpointName }) => [agentId, endpointName]));
  const moved = own === null ? null : createMovedRecordings(account, settings.dataFolder, around.log);
  await moved?.takeAll();
  const phone = createAsteriskPhone({
    ...around,
    ...account,
    trunks: trunksOf(asterisk.trunks, own),
    agentEndpoint: ({ agentId, address }) =>
      address === agentId ? (deskPhones.get(agentId) ?? agentEndpointName(agentId)) : address,
    random: Math.random,
    onRecorded: (recordingId) => moved?.take(recordingId),
    promptFiles: recordedPrompts({
      defaultFolder: defaultPromptFolder(),
      ownFolder: join(settings.dataFolder, 'prompts'),
      log: around.log,
      speakName: foundNameSpeaker(defaultPromptFolder()),
    }),
  });
  const endpoints = createAgentEndpoints({
    clock: around.clock,
    request: (method, path, body) => askOverHttp(account, method, path, body),
  });
  return {
    phone,
    softphones: createSoftphones({
      url: account.url,
      endpoints,
      own,
      deskPhones,
      iceServers: (user) => iceServersFor(asterisk.iceServers, user, around.clock.now()),
    }),
    recordings: moved ?? createEngineShelf(account),
    phoneWatch: createAsteriskWatch(phone),
    description: own === null ? `Asterisk at ${account.url}` : `Asterisk of its own, ${own.sipAddress}`,
    async powerOff() {
      endpoints.stop();
      await own?.stop();
    },
  };
}

function trunksOf(trunks: readonly TrunkSetting[], own: OwnEngine | null): AsteriskPhoneOptions['trunks'] {
  const ofFile = trunks.map(({ name, order, weight, callsPerSecond, maxConcurrent, numberFormat, callsIn }) => {
    return { name, order, weight, callsPerSecond, callCountMax: maxConcurrent, numberFormat, callsIn };
  });
  if (ofFile.length > 0 || own?.demoCustomer === undefined || own.demoCustomer === null) return ofFile;
  return [{ ...plainTrunk(DEMO_CUSTOMER.endpointName), numberFormat: 'digits' }];
}

/** What pages are made telephones of. */
export interface SoftphoneParts {
  /** Address of the Asterisk. */
  readonly url: string;
  readonly endpoints: AgentEndpoints;
  readonly own: Pick<OwnEngine, 'demoCustomer'> | null;
  /** Names of the endpoints of those agents who have a telephone of their own. */
  readonly deskPhones: ReadonlyMap<string, string>;
  /** What a page of this user gets to find its way out. */
  readonly iceServers: (user: string) => SoftphoneAccess['iceServers'];
}

/** Gives pages what they need to be telephones of an Asterisk. */
export function createSoftphones({ url, endpoints, own, deskPhones, iceServers }: SoftphoneParts): Softphones {
  const shared = { socketPath: SOFTPHONE_SOCKET_PATH };
  return {
    socketUrl: `${url.replace(/^http/, 'ws').replace(/\/+$/, '')}/ws`,
    isPage: (agentId) => !deskPhones.has(agentId),
    async register(agentId) {
      const { endpointName, password, expiresAt } = await endpoints.register(agentId);
      const uri = `sip:${endpointName}@ringback.invalid`;
      const access = { ...shared, uri, authorizationUser: endpointName, password, iceServers: iceServers(agentId) };
      return { ...access, expiresAt: toIso(expiresAt) };
    },
    demoCustomer: own?.demoCustomer == null ? null : demoCustomerOf(own.demoCustomer, iceServers),
  };
}

function demoCustomerOf(
  { password, expiresAt }: NonNullable<OwnEngine['demoCustomer']>,
  iceServers: SoftphoneParts['iceServers'],
): NonNullable<Softphones['demoCustomer']> {
  const { endpointName, number } = DEMO_CUSTOMER;
  const uri = `sip:${number.replace('+', '')}@ringback.invalid`;
  const access = { socketPath: SOFTPHONE_SOCKET_PATH, uri, authorizationUser: endpointName, password };
  const register = async () => ({ ...access, iceServers: iceServers(endpointName), expiresAt: toIso(expiresAt()) });
  return { number, register };
}
