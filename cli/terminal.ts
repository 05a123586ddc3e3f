/**
 * Where a verb meets the process: its streams, its environment, whether a person is looking. Verbs get this handed in and touch
 * `process` nowhere else.
 */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  /** What was asked for: tables, JSON. */
  print(text: string): void;
  /** Everything else: logs, warnings, progress. */
  note(text: string): void;
  /** stderr without a line end, for what is written over itself. */
  draw(text: string): void;
  /** True when a person looks at stderr: only then are there colours, bars and lines written over. */
  readonly interactive: boolean;
  readonly columns: number;
  /** Calls once for the first SIGINT or SIGTERM. A second one ends the process at once. */
  onStop(listener: () => void): void;
  onReload(listener: () => void): void;
}

/** Ctrl-C reaches a process group, and a launcher such as npm passes it on as well: within this time it is one signal. */
const sameSignalMs = 1_000;

export function processTerminal(): Terminal {
  return {
    environment: process.env,
    folder: process.cwd(),
    print: (text) => {
      process.stdout.write(`${text}\n`);
    },
    note: (text) => {
      process.stderr.write(`${text}\n`);
    },
    draw: (text) => {
      process.stderr.write(text);
    },
    interactive: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
    columns: process.stderr.columns ?? 80,
    onStop(listener) {
      let askedMs: number | undefined;
      const onSignal = () => {
        if (askedMs === undefined) {
          askedMs = performance.now();
          listener();
        } else if (performance.now() - askedMs > sameSignalMs) process.exit(130);
      };
      process.on('SIGINT', onSignal);
      process.on('SIGTERM', onSignal);
    },
    onReload(listener) {
      process.on('SIGHUP', listener);
    },
  };
}

/**
 * For verbs that print a report and end: whoever has seen enough of it, as `head` has, closes our output, and that is no failure.
 * A process that runs for long must not call this: it would end as if all were well.
 */
export function endWhenUnread(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(0);
    });
  }
}

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

const colourCodes: Record<Colour, readonly [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Colours for a person, nothing for a pipe, nothing where NO_COLOR is set (no-color.org). */
export function painter(terminal: Terminal): (colour: Colour, text: string) => string {
  const noColor = terminal.environment.NO_COLOR;
  if (!terminal.interactive || (noColor !== undefined && noColor !== '')) return (_, text) => text;
  return (colour, text) => {
    const [on, off] = colourCodes[colour];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}
