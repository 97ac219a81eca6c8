/** The oldest major version of Asterisk that Ringback works with. */
export const oldestMajorVersion = 22;

/** The modules without which something that Ringback promises does not work, whoever configured the Asterisk. */
export const modulesToAsk: readonly string[] = [
  'app_stasis',
  'bridge_softmix',
  'chan_pjsip',
  'format_wav',
  'func_callerid',
  'func_channel',
  'func_strings',
  'pbx_config',
  'res_ari_applications',
  'res_ari_asterisk',
  'res_ari_bridges',
  'res_ari_channels',
  'res_ari_endpoints',
  'res_ari_events',
  'res_ari_playbacks',
  'res_ari_recordings',
  'res_musiconhold',
  'res_pjsip_rfc3326',
  'res_rtp_asterisk',
  'res_stasis_answer',
  'res_stasis_playback',
  'res_stasis_recording',
  'res_stasis_snoop',
];

/** Modules without which Ringback works, but not in everything: one of `anyOf` must run. */
export const modulesBetterHad: readonly { readonly anyOf: readonly string[]; readonly without: string }[] = [
  { anyOf: ['res_pjsip_transport_websocket'], without: 'no telephone in the browser can sign in' },
  { anyOf: ['res_srtp'], without: 'telephones in the browser cannot talk' },
  { anyOf: ['res_sorcery_memory'], without: 'Ringback cannot make endpoints for telephones in the browser' },
  {
    anyOf: ['codec_opus', 'codec_opus_open_source'],
    without: 'browsers talk in G.711 in place of opus, with less quality',
  },
  { anyOf: ['res_format_attr_opus'], without: 'browsers talk in G.711 in place of opus, with less quality' },
  { anyOf: ['app_amd'], without: 'answering machines are not told from people' },
  { anyOf: ['res_tonedetect'], without: 'the beep of a voicemail and fax tones are not heard' },
  { anyOf: ['func_talkdetect'], without: 'the end of a greeting is not heard before a message is left' },
];
