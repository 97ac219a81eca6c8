/** The oldest major version of Asterisk that Ringback works with. */
export const oldestMajorVersion = 22;

/** The modules without which something that Ringback promises does not work, whoever configured the Asterisk. */
export const modulesToAsk: readonly string[] = [
  'app_stasis',
  'bridge_softmix',
  'chan_pjsip',
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
