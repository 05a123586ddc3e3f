import { MillraceError, messageOf } from '../../contracts/errors.ts';

/** A mistake in the definition of a processor. @param option whose value it is, such as `formats[0]`; the subject of the error */
export function badOption(option: string, message: string, hint: string): MillraceError {
  return new MillraceError('bad_configuration', `${option}: ${message}`, { subject: option, hint });
}

/** A pattern that cannot be compiled. */
export function badPatternOption(option: string, message: string, hint: string): MillraceError {
  return new MillraceError('bad_pattern', `${option}: ${message}`, { subject: option, hint });
}

/** Does what can fail for the value of an option, and lets the failure say which option it was. */
export function forOption<T>(option: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof MillraceError)) throw cause;
    const { code, hint } = cause;
    throw new MillraceError(code, `${option}: ${messageOf(cause)}`, { subject: option, hint, cause });
  }
}

/** Puts where the processor stands before the option that an error is about. */
export function forProcessor<T>(key: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof MillraceError)) throw error;
    const { code, message, hint, cause } = error;
    throw new MillraceError(code, message, { subject: `${key}.${error.subject}`, hint, cause });
  }
}
