/**
 * Every failure that Millrace names. The code is stable: people grep for it, alarms filter by it, the exit code follows from it.
 * `bad_*` is somebody's input, `*_unreachable` is weather and worth a retry, the rest say what they say.
 */
export type ErrorCode =
  | 'bad_configuration'
  | 'bad_usage'
  | 'bad_pattern'
  | 'bad_envelope'
  | 'bad_state'
  | 'state_locked'
  | 'file_unreadable'
  | 'file_truncated'
  | 'file_binary'
  | 'queue_missing'
  | 'queue_refused'
  | 'queue_unreachable'
  | 'object_store_failed'
  | 'elasticsearch_unreachable'
  | 'elasticsearch_refused'
  | 'component_missing'
  | 'component_failed'
  | 'deploy_failed'
  | 'not_accounted';

export interface ErrorDetails {
  /** What it concerns: a path, a queue, an id. Never a secret. */
  readonly subject: string;
  /** The next step for the person who reads this. */
  readonly hint: string;
  /** True when the same call may succeed later with nothing changed. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** The one base class. Branch on `code`, not on the text of the message. */
export class MillraceError extends Error {
  readonly code: ErrorCode;
  readonly subject: string;
  readonly hint: string;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'MillraceError';
    this.code = code;
    this.subject = details.subject;
    this.hint = details.hint;
    this.retryable = details.retryable ?? false;
  }

  toJSON(): Record<string, unknown> {
    return {
      code: this.code,
      message: this.message,
      subject: this.subject,
      hint: this.hint,
      retryable: this.retryable,
    };
  }
}

/** What a process answers with (sysexits where there is one). */
export const exitCodes = { ok: 0, failed: 1, usage: 2, configuration: 78 } as const;

export function exitCodeOf(error: unknown): number {
  if (!(error instanceof MillraceError)) return exitCodes.failed;
  if (error.code === 'bad_configuration') return exitCodes.configuration;
  // A pattern that is wrong was typed; one in a file is `bad_configuration`.
  if (error.code === 'bad_usage' || error.code === 'bad_pattern') return exitCodes.usage;
  return exitCodes.failed;
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
