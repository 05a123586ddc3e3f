import type { Logger } from '../../contracts/logger.ts';

/** One JSON object a line, as CloudWatch Logs Insights reads it. `write` gets the line with its line feed. */
export function jsonLogger(write: (line: string) => void): Logger {
  const at =
    (level: string) =>
    (fields: object, message: string): void =>
      write(`${JSON.stringify({ level, message, ...fields })}\n`);
  return { debug() {}, info: at('info'), warn: at('warn'), error: at('error') };
}
