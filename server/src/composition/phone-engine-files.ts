export {
  asteriskConfiguration,
  existingSystemFiles,
  InvalidSetting,
  usualTimers,
  type AsteriskSettings,
  type Trunk as TrunkSettings,
} from '@ringback/driver-phone-asterisk/configuration';
export { findInstalledEngine, foldersIn, phoneHome, writeConfiguration } from '@ringback/driver-phone-asterisk/process';
