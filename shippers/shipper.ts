import type { OutputConfiguration } from '../contracts/configuration/schema.ts';
import { Backfill } from './backfill.ts';
import type { ShippingContext } from './context.ts';
import { Delivery } from './delivery.ts';
import { Follower, type FollowTiming, followTiming } from './follow.ts';
import type { ResolvedInput } from './input.ts';
import type { ShipperPorts } from './ports.ts';
import {
  newCounters,
  type ShipProgress,
  type ShipperCounters,
  type ShipperStatus,
  type ShipReport,
  type StopReport,
} from './report.ts';
import type { Patience } from './sqs/sender.ts';
import { openState, type ShipperState } from './state/state.ts';

export interface ShipperOptions {
  readonly host: string;
  readonly cluster: string;
  readonly namespace: string;
  /** Of the machine (`/etc/machine-id`): state that was copied from another machine is not continued. */
  readonly machineId: string;
  /** Made when missing, 0700. */
  readonly stateFolder: string;
  readonly inputs: readonly ResolvedInput[];
  readonly output: OutputConfiguration;
  /** `once`: ship what is there and end. `follow`: until `stop`. */
  readonly mode: 'follow' | 'once';
  readonly version: string;
  readonly ports: ShipperPorts;
  /** Mode `once` only. */
  readonly onProgress?: (progress: ShipProgress) => void;
  readonly timing?: Partial<FollowTiming>;
  /** Mode `once`: failed requests in a row after which it gives up. */
  readonly patience?: Patience;
}

export interface Shipper {
  status(): ShipperStatus;
  /** Takes other inputs without a restart: tails keep their offsets, other cuts apply from the next uncut byte. */
  reconfigure(inputs: readonly ResolvedInput[]): Promise<void>;
  /**
   * Stops reading, waits up to `deadlineMs` for what is on its way, saves the checkpoints. What was not accepted by then is
   * sent again after the next start.
   */
  stop(deadlineMs: number): Promise<StopReport>;
  /** Mode `once`: settles when all is shipped or given up, state saved and lock released. Mode `follow`: settles on `stop`. */
  readonly done: Promise<ShipReport>;
}

/** Some 20 s for what has to be mended, some two minutes of weather. */
const patience: Patience = { mend: 5, weather: 16 };

/**
 * Starts shipping.
 * @throws MillraceError `state_locked` when another shipper works on the folder, `bad_state` when a newer version wrote it
 */
export async function startShipper(options: ShipperOptions): Promise<Shipper> {
  const { ports, stateFolder, machineId, inputs, mode } = options;
  const state = await openState(stateFolder, machineId, ports.randomBytes, ports.logger);
  const counters = newCounters();
  const run = Buffer.from(ports.randomBytes(8)).toString('hex');
  const delivery = makeDelivery(options, state, counters, run);
  const context: ShippingContext = {
    host: options.host,
    namespace: options.namespace,
    state,
    delivery,
    counters,
    clock: ports.clock,
    random: ports.randomBytes,
    logger: ports.logger,
  };
  const work: Work =
    mode === 'once'
      ? backfilling(new Backfill(context, options.onProgress ?? (() => {})), inputs)
      : following(new Follower(context, inputs, { ...followTiming, ...options.timing }), counters);
  return new RunningShipper(options, run, state, delivery, counters, work);
}

/** What the two modes have in common. */
interface Work {
  run(): Promise<ShipReport>;
  stop(): void;
  reconfigure(inputs: readonly ResolvedInput[]): Promise<void>;
  files(): ShipperStatus['files'];
}

function backfilling(backfill: Backfill, inputs: readonly ResolvedInput[]): Work {
  return {
    run: () => backfill.run(inputs),
    stop: () => backfill.stop(),
    reconfigure: async () => {},
    files: () => [],
  };
}

function following(follower: Follower, counters: ShipperCounters): Work {
  return {
    async run() {
      await follower.run();
      return { counters, files: [], failures: [] };
    },
    stop: () => follower.stop(),
    reconfigure: (inputs) => follower.reconfigure(inputs),
    files: () => follower.status(),
  };
}

class RunningShipper implements Shipper {
  readonly done: Promise<ShipReport>;
  readonly #options: ShipperOptions;
  readonly #run: string;
  readonly #delivery: Delivery;
  readonly #counters: ShipperCounters;
  readonly #work: Work;
  #deadlineMs: number | undefined;

  constructor(
    options: ShipperOptions,
    run: string,
    state: ShipperState,
    delivery: Delivery,
    counters: ShipperCounters,
    work: Work,
  ) {
    this.#options = options;
    this.#run = run;
    this.#delivery = delivery;
    this.#counters = counters;
    this.#work = work;
    this.done = this.#finish(state);
    // Who only calls `stop` must not be killed by a rejection that he does not look at.
    this.done.catch(() => {});
  }

  status(): ShipperStatus {
    const delivery = this.#delivery;
    const { lastError } = delivery;
    return {
      run: this.#run,
      files: this.#work.files(),
      counters: { ...this.#counters, held: delivery.held },
      queue: {
        inFlight: delivery.inFlight,
        waiting: delivery.waitingMessages,
        held: delivery.held,
        bufferedBytes: delivery.bufferedBytes,
        backPressure: !delivery.hasRoom,
      },
      ...(lastError === undefined ? {} : { lastError }),
    };
  }

  reconfigure(inputs: readonly ResolvedInput[]): Promise<void> {
    return this.#work.reconfigure(inputs);
  }

  async stop(deadlineMs: number): Promise<StopReport> {
    this.#deadlineMs ??= deadlineMs;
    const cancel = this.#options.ports.clock.after(deadlineMs, () => this.#delivery.halt());
    this.#work.stop();
    try {
      const { counters } = await this.done;
      const eventsLeft = this.#delivery.waitingEvents;
      return { counters, drained: eventsLeft === 0, eventsLeft };
    } finally {
      cancel();
    }
  }

  async #finish(state: ShipperState): Promise<ShipReport> {
    const { queue, objects } = this.#options.ports;
    try {
      const report = await this.#work.run();
      await this.#delivery.drained();
      return { ...report, counters: { ...this.#counters, held: this.#delivery.held } };
    } finally {
      await this.#delivery.close();
      await state.close();
      queue.close?.();
      objects?.close?.();
    }
  }
}

function makeDelivery(options: ShipperOptions, state: ShipperState, counters: ShipperCounters, run: string): Delivery {
  const { host, cluster, version, output, ports, mode } = options;
  return new Delivery({
    packer: {
      sender: { host, cluster, agent: { version, run } },
      compression: output.compression,
      messageBytes: output.message_size,
      bufferBytes: output.buffer,
      lingerMs: output.linger,
    },
    sender: {
      queue: ports.queue,
      objects: ports.objects,
      cluster,
      host,
      concurrency: output.concurrency,
      patience: mode === 'once' ? (options.patience ?? patience) : undefined,
      random: ports.randomBytes,
    },
    journal: state.journal,
    checkpoints: state.checkpoints,
    clock: ports.clock,
    logger: ports.logger,
    counters,
  });
}
