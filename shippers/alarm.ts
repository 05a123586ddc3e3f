import type { Clock } from './ports.ts';

/** Sleep from which one can be woken. */
export class Alarm {
  readonly #clock: Clock;
  #wake: (() => void) | undefined;
  #rung = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the sleep; when nobody sleeps, the next one. */
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /**
   * Sleeps until a time, or until it rings, but not less than until `earliestMs`: what comes close together is heard together.
   * Both monotonic.
   */
  async sleep(untilMs: number, earliestMs: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const cancel = this.#clock.after(Math.max(0, untilMs - this.#clock.monotonicMs()), resolve);
        this.#wake = () => {
          cancel();
          resolve();
        };
      });
      this.#wake = undefined;
    }
    this.#rung = false;
    const restMs = earliestMs - this.#clock.monotonicMs();
    if (restMs > 0) await new Promise<void>((resolve) => this.#clock.after(restMs, resolve));
  }
}
