/** Programs that are installed together into one folder, with the libraries they run on. */
export interface PackageSet {
  /** The folder below the phone home. */
  readonly name: 'asterisk' | 'voices' | 'test-phones';
  /** What people call it. */
  readonly title: string;
  /** The Debian packages asked for; apt adds what they depend on. */
  readonly packages: readonly string[];
  /** The programs, relative to the unpacked root, each started by `bin/<name>`. */
  readonly programs: Readonly<Record<string, string>>;
  /** Folders and files that others count on, as a name below the set's folder -> a pattern below the unpacked root. */
  readonly links: Readonly<Record<string, string>>;
  /** Environment of the programs: variable -> folder relative to the unpacked root. */
  readonly environment: Readonly<Record<string, string>>;
  /** The program and arguments whose first line of output is the version. */
  readonly versionCommand: readonly [program: string, ...args: string[]];
}

/** The phone engine with English prompts and hold music. */
export const engineSet: PackageSet = {
  name: 'asterisk',
  title: 'Asterisk',
  packages: ['asterisk', 'asterisk-core-sounds-en-gsm', 'asterisk-moh-opsound-gsm'],
  programs: { asterisk: 'usr/sbin/asterisk' },
  links: { modules: 'usr/lib/*-linux-gnu*/asterisk/modules', data: 'usr/share/asterisk' },
  environment: {},
  versionCommand: ['asterisk', '-V'],
};

/** Programs that speak the sentences customers hear, where nobody recorded them. */
export const voicesSet: PackageSet = {
  name: 'voices',
  title: 'voices (eSpeak NG, SoX)',
  packages: ['espeak-ng', 'sox'],
  programs: { 'espeak-ng': 'usr/bin/espeak-ng', sox: 'usr/bin/sox' },
  links: {},
  environment: { ESPEAK_DATA_PATH: 'usr/lib/*-linux-gnu*|usr/share' },
  versionCommand: ['espeak-ng', '--version'],
};

/** Real phones, for tests only. */
export const testPhonesSet: PackageSet = {
  name: 'test-phones',
  title: 'test phones (baresip, SIPp)',
  packages: ['baresip-core', 'sip-tester'],
  programs: { baresip: 'usr/bin/baresip', sipp: 'usr/bin/sipp' },
  links: { 'baresip-modules': 'usr/lib/*-linux-gnu*/baresip/modules|usr/lib/baresip/modules' },
  environment: {},
  versionCommand: ['baresip', '-h'],
};

/** What a contact centre needs. */
export const everydaySets: readonly PackageSet[] = [engineSet, voicesSet];
/** Everything that the tests use. */
export const allSets: readonly PackageSet[] = [...everydaySets, testPhonesSet];

/** Debian suites that carry Asterisk 22 LTS, the steadier one first. */
export const suites: readonly string[] = ['forky', 'sid'];

/** Raised when a folder made by older code must be made anew. */
export const recipeNumber = 2;
