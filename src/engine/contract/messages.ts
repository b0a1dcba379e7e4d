import type { EngineId } from '#src/experiment/ids.ts';
import type { Message } from '#src/lib/message.ts';
import { isMissingPart } from '#src/lib/missing-part.ts';

/** What engines and the worker tell the reader: the values of each message, by its id. The words are in `src/words`. */
export interface EngineMessageValues {
  // Why an engine declines.
  no_webgl2: null;
  no_webgpu: null;
  no_adapter: null;
  no_float_targets: null;
  self_test_failed: { readonly device: string; readonly detail: string };
  all_pairs: null;
  most_outputs: { readonly most: number };
  most_layers: { readonly most: number };
  textures_too_small: null;
  no_simd: null;
  most_pairs: { readonly loss: string; readonly rows: number };
  memory: { readonly needed: number; readonly limit: number };
  one_replica: null;
  not_loaded: { readonly detail: string };
  not_started: { readonly detail: string };
  lost_often: { readonly times: number };
  lost_for_good: { readonly detail: string };
  // Why an engine was chosen.
  software_rendering: { readonly engine: EngineId; readonly device: string };
  measured_faster: { readonly engine: EngineId };
  // What happened to a run.
  goes_on: { readonly epoch: number };
  again_after_losses: { readonly times: number };
  again_after_loss: { readonly detail: string };
  again_on_other_device: { readonly device: string };
  // Why a run came to nothing.
  no_engine: null;
  refused: { readonly detail: string };
  fresh_rows: { readonly epoch: number; readonly detail: string };
  missing_part: null;
  worker_stopped: { readonly detail: string };
  unexpected: { readonly detail: string };
}

export type EngineMessage = Message<EngineMessageValues>;

/** A message about one engine, or (null) about the choice among them. */
export interface EngineReason {
  readonly engine: EngineId | null;
  readonly message: EngineMessage;
}

/** Why work broke down, with what each engine had to say where none could do it. */
export interface Failure {
  readonly message: EngineMessage;
  readonly reasons: readonly EngineReason[];
}

/** An error with words for the reader. */
export class EngineError extends Error {
  readonly failure: Failure;

  constructor(message: EngineMessage, reasons: readonly EngineReason[] = []) {
    super('values' in message ? `${message.id} ${JSON.stringify(message.values)}` : message.id);
    this.failure = { message, reasons };
  }
}

export function failureOf(error: unknown): Failure {
  if (error instanceof EngineError) return error.failure;
  if (isMissingPart(error)) return { message: { id: 'missing_part' }, reasons: [] };
  return { message: { id: 'unexpected', values: { detail: detailOf(error) } }, reasons: [] };
}

export function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
