import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Stopped } from './Stopped.js';

/** @throws Stopped with exit code 2 for an argument that is unknown, or lacks its value */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw wrongUsage((error as Error).message, usage);
  }
}

export function wrongUsage(message: string, usage: string): Stopped {
  return new Stopped(`${message}\n\n${usage.trimEnd()}`, 2);
}
