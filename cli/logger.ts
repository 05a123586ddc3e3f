import { pino } from 'pino';
import type { Logger } from '../contracts/logger.ts';
import { painter, type Terminal } from './terminal.ts';

const colours = { debug: 'dim', info: 'cyan', warn: 'yellow', error: 'red' } as const;

/** Logs on stderr: sentences for a person, JSON for a collector. Level by MILLRACE_LOG_LEVEL (debug, info, warn, error). */
export function createLogger(terminal: Terminal): Logger {
  const level = terminal.environment.MILLRACE_LOG_LEVEL ?? 'info';
  const known = level in colours ? level : 'info';
  const paint = painter(terminal);
  const pretty = {
    write(line: string) {
      const { level: name, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
      const colour = colours[name as keyof typeof colours] ?? 'cyan';
      const details = Object.entries(fields).map(([key, value]) => `${key}=${textOf(value)}`);
      const clock = String(time).slice(11, 19);
      terminal.note(
        [paint('dim', clock), paint(colour, String(name)), String(msg), paint('dim', details.join(' '))]
          .join(' ')
          .trimEnd(),
      );
    },
  };
  const plain = { write: (line: string) => terminal.note(line.trimEnd()) };
  return pino(
    {
      level: known,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    terminal.interactive ? pretty : plain,
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
