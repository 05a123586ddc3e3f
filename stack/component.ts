import type { ProcessIdentity } from './process-identity.ts';

/** What every component of the stack is started with. */
export interface ComponentContext {
  /** Absolute; kept between runs. */
  readonly dataFolder: string;
  readonly cache: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Steps that take a person's time, in a few words. */
  say(text: string): void;
  /** Called once for each process that must not outlive this one. */
  record(component: ProcessIdentity): void;
}

/** A part that runs, or that the user runs. */
export interface Component {
  readonly url: string;
  /** In words for a person: what it is and where it comes from. */
  readonly description: string;
  stop(): Promise<void>;
}
