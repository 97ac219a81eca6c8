import { Command } from 'commander';
import { registerConfigCommands } from './commands/config.ts';
import { registerDoctorCommand } from './commands/doctor.ts';
import { registerKeysCommand } from './commands/keys.ts';
import { registerMigrateCommand } from './commands/migrate.ts';
import { registerPhoneCommands } from './commands/phone.ts';
import { registerPromptsCommands } from './commands/prompts.ts';
import { registerReplayCommand } from './commands/replay.ts';
import { registerServeCommand } from './commands/serve.ts';

/** Adds a command to the program. */
export type RegisterCommand = (program: Command) => void;

/** Every command, in the order of the help. Further ones are added here. */
const commands: readonly RegisterCommand[] = [
  registerServeCommand,
  registerMigrateCommand,
  registerKeysCommand,
  registerConfigCommands,
  registerPromptsCommands,
  registerReplayCommand,
  registerPhoneCommands,
  registerDoctorCommand,
];

/** The program `ringback`. */
export function createProgram(): Command {
  const program = new Command('ringback')
    .description('The open, self-hosted callback platform for contact centres')
    .version('0.1.0');
  for (const register of commands) register(program);
  return program;
}
