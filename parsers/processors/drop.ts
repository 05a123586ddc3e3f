import type { Processor } from './processor.ts';

/** The event is counted, and goes no further. */
export function compileDrop(): Processor {
  return (event) => {
    event.dropped = true;
  };
}
