import type { Command } from 'commander';
import { createRingback } from '../../composition/create-ringback.ts';
import { builtApps } from '../../http/pages.ts';
import { readSettings } from '../../settings/environment.ts';
import { createProgramLog } from '../program-log.ts';

/** `ringback serve`: runs the server until it is told to stop. */
export function registerServeCommand(program: Command): void {
  program.command('serve', { isDefault: true }).description('run the server').action(serve);
}

async function serve(): Promise<void> {
  const settings = readSettings(process.env);
  const ringback = await createRingback(settings, createProgramLog(settings.logLevel));
  const address = await ringback.listen();
  const missing = builtApps.filter(({ isBuilt }) => !isBuilt()).map(({ name }) => name);
  const lines = [
    '',
    `Ringback runs at ${address}`,
    '',
    ...(settings.isDemo ? [`  Demo shop      ${address}/demo`] : []),
    `  Console        ${address}/console`,
    `  API reference  ${address}/docs`,
    '',
    ...(ringback.keys.adminKey === null ? [] : [`  Admin key        ${ringback.keys.adminKey}`]),
    ...(ringback.keys.publishableKey === null ? [] : [`  Publishable key  ${ringback.keys.publishableKey}`]),
    `  Database         ${ringback.durability}`,
    `  Data folder      ${settings.dataFolder}`,
    `  Phone            ${ringback.phoneDescription}`,
    ...(missing.length === 0 ? [] : ['', `  Not built: ${missing.join(', ')}. npm start builds them.`]),
    '',
  ];
  console.log(lines.join('\n'));
  stopOnSignal(() => ringback.stop());
}

/** A stop may take so long before it is given up, milliseconds. */
const STOP_MS_MAX = 10_000;

function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  const begin = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(130);
    isStopping = true;
    console.log(`${signal}: stopping.`);
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', begin);
  process.on('SIGTERM', begin);
}
