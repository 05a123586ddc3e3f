import type { InputConfiguration, OutputConfiguration } from '../contracts/configuration/schema.ts';
import type { ShipperPorts } from './ports.ts';
import type { ShipProgress, ShipperStatus, ShipReport, StopReport } from './report.ts';

/** An input with nothing left to default: also `multiline` stands here where the type brings one along. */
export type ResolvedInput = InputConfiguration & { readonly dataset: string; readonly timezone: string };

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

/**
 * Starts shipping.
 * @throws MillraceError `state_locked` when another shipper works on the folder, `bad_state` when a newer version wrote it
 */
export async function startShipper(options: ShipperOptions): Promise<Shipper> {
  throw new Error(`not yet: ${options.mode}`);
}
