export { createRingback, TENANT_ID, type Ringback } from './composition/create-ringback.ts';
export { readSettings, SettingsError, type Settings } from './settings/environment.ts';
export { parseConfiguration } from './mapping/configuration.ts';
export { crashPoints, type CrashPoint } from './composition/crash-points.ts';
