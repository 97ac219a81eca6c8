import { join } from 'node:path';
import { demandHost, demandName, demandPort, InvalidSetting, section, type Line } from './config-text.ts';
import { dialplanFile } from './dialplan.ts';
import { modulesFile } from './modules.ts';
import { pjsipFile } from './pjsip.ts';
import type { AriAccount, AsteriskSettings, EngineFolders } from './settings.ts';
import { transportFiles } from './sip-transports.ts';

/**
 * A complete configuration of Asterisk 22: the name of each file in `folders.configuration`, and its text. Reads and
 * writes nothing. Throws InvalidSetting, naming the field, for a value that cannot stand in a configuration file.
 */
export function asteriskConfiguration(settings: AsteriskSettings): ReadonlyMap<string, string> {
  return new Map([
    ['asterisk.conf', asteriskFile(settings.folders)],
    ['logger.conf', loggerFile],
    ['modules.conf', modulesFile()],
    ['http.conf', httpFile(settings)],
    ['ari.conf', ariFile(settings)],
    ['rtp.conf', rtpFile(settings)],
    ['pjsip.conf', pjsipFile(settings)],
    ...transportFiles(settings),
    ['extensions.conf', dialplanFile(settings)],
    ['amd.conf', amdFile],
    [
      'musiconhold.conf',
      section('default', [
        ['mode', 'files'],
        ['directory', join(settings.folders.data, 'moh')],
      ]),
    ],
    ['indications.conf', indicationsFile],
    // Without these the engine complains at every start; Ringback uses neither.
    ...['features', 'cel', 'ccss', 'udptl', 'codecs'].map((name) => [`${name}.conf`, '[general]\n'] as const),
    ['manager.conf', section('general', [['enabled', false]])],
    ['cdr.conf', section('general', [['enable', false]])],
    ['sorcery.conf', sorceryFile],
    ['cli.conf', ''],
  ]);
}

/**
 * Endpoints come from `pjsip.conf`, and from memory where Ringback makes them over ARI while the engine runs: the phones of
 * agents in a browser, whose passwords last minutes.
 */
const sorceryFile = section(
  'res_pjsip',
  ['endpoint', 'auth', 'aor'].flatMap((type): Line[] => [
    [`${type}/file`, `config,pjsip.conf,criteria=type=${type}`],
    [`${type}/live`, 'memory'],
  ]),
);

function asteriskFile(folders: EngineFolders): string {
  return [
    section('directories', [
      ['astetcdir', folders.configuration],
      ['astmoddir', folders.modules],
      ['astvarlibdir', folders.state],
      ['astdbdir', folders.state],
      ['astkeydir', folders.state],
      ['astdatadir', folders.data],
      ['astagidir', join(folders.state, 'agi-bin')],
      ['astspooldir', folders.spool],
      ['astrundir', folders.run],
      ['astlogdir', folders.log],
    ]),
    section('options', [
      ['documentation_language', 'en_US'],
      ['systemname', 'ringback'],
      ['nocolor', true],
    ]),
  ].join('\n');
}

const loggerFile = [
  section('general', [['dateformat', '%F %T.%3q']]),
  section('logfiles', [
    ['console', 'warning,error'],
    ['messages', 'notice,warning,error'],
  ]),
].join('\n');

function httpFile({ network, tls }: AsteriskSettings): string {
  const address = demandHost('httpAddress', network.httpAddress);
  return section('general', [
    ['enabled', true],
    ['bindaddr', address],
    ['bindport', demandPort('httpPort', network.httpPort)],
    ['tlsenable', tls !== null],
    ['tlsbindaddr', tls === null ? null : `${address}:${demandPort('tls port', tls.port)}`],
    ['tlscertfile', tls === null ? null : tls.certificateFile],
    ['tlsprivatekey', tls === null ? null : tls.keyFile],
    // Each softphone holds a session for as long as its page is open; the usual hundred are soon taken.
    ['sessionlimit', 1000],
    ['session_keep_alive', 15_000],
  ]);
}

function ariFile({ ari }: AsteriskSettings): string {
  // A client that reads slowly must not hold up the engine.
  const general = section('general', [
    ['enabled', true],
    ['pretty', false],
    ['websocket_write_timeout', 200],
  ]);
  return [general, ariUserSection(ari)].join('\n');
}

/** The section of `ari.conf` that lets Ringback in. Throws InvalidSetting for an empty password. */
export function ariUserSection(ari: AriAccount): string {
  if (ari.password === '') throw new InvalidSetting('the ari password is empty');
  return section(demandName('ari user', ari.user), [
    ['type', 'user'],
    ['read_only', false],
    ['password', ari.password],
  ]);
}

function rtpFile({ network }: AsteriskSettings): string {
  const wanted = demandPort('rtpFirstPort', network.rtpFirstPort);
  // Speech has the even port of a pair, its reports the odd one above (RFC 3550, section 11).
  const first = wanted + (wanted % 2);
  const last = demandPort('rtpLastPort', network.rtpLastPort);
  if (last - first < 3) throw new InvalidSetting(`the ports of speech, ${first} to ${last}, are too few`);
  return section('general', [
    ['rtpstart', first],
    ['rtpend', last],
    ['strictrtp', true],
  ]);
}

const amdFile = section('general', [
  ['total_analysis_time', 5000],
  ['initial_silence', 2500],
  ['greeting', 1500],
  ['after_greeting_silence', 800],
  ['min_word_length', 100],
  ['between_words_silence', 50],
  ['maximum_number_of_words', 3],
  ['maximum_word_length', 5000],
  ['silence_threshold', 256],
]);

/** Tones of the United States: frequencies in Hz, lengths in ms (ITU-T E.180, supplement 2). */
const indicationsFile = [
  section('general', [['country', 'us']]),
  section('us', [
    ['description', 'United States'],
    ['ringcadence', '2000,4000'],
    ['dial', '350+440'],
    ['busy', '480+620/500,0/500'],
    ['ring', '440+480/2000,0/4000'],
    ['congestion', '480+620/250,0/250'],
  ]),
].join('\n');
