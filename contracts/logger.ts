/** What the rooms log with; pino has this shape. Fields first, then a sentence. Secrets in neither. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** For tests and for one-shot verbs that print their own report. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
