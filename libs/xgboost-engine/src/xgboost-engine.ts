import type { RegressionEngine } from '@tor/forecasting/regression-engine';
import { BoostedTrees, type FlatTrees } from './boosted-trees.js';
import { checkRows, checkTargets } from './check-matrix.js';
import { readModel } from './read-model.js';
import type { XgboostModule } from './xgboost-module.js';
import { loadXgboostModule } from './xgboost-module.js';
import { xgboostParams } from './xgboost-params.js';

const FLOAT_BYTES = 4;

/**
 * Loads XGBoost and puts it behind the forecaster's port. Everything the engine does is synchronous and on this thread.
 * An exception out of WebAssembly poisons the whole instance: end the process that ran it.
 * @throws Error when `ml-xgboost` cannot be loaded
 */
export async function createXgboostEngine(): Promise<RegressionEngine> {
  const xgboost = await loadXgboostModule();
  return {
    fit(rows, columns, targets, params, seed) {
      const named = xgboostParams(params, seed);
      checkTargets(targets, params.loss === 'tweedie' ? 0 : -Number.MAX_VALUE);
      checkRows(rows, targets.length, columns);
      const trees = train(xgboost, rows, columns, targets, params.rounds, named);
      return new BoostedTrees(trees, columns, params.loss === 'tweedie' ? 'exponential' : 'identity');
    },
  };
}

/** Trains on the heap: the package's own `train` copies onto a 5 MB stack and traps. */
function train(
  xgboost: XgboostModule,
  rows: Float32Array,
  columns: number,
  targets: Float32Array,
  rounds: number,
  named: [name: string, value: string][],
): FlatTrees {
  const rowsAt = copyFloats(xgboost, rows);
  let targetsAt = 0;
  let handle = 0;
  try {
    targetsAt = copyFloats(xgboost, targets);
    handle = xgboost._create_model(rowsAt, targetsAt, targets.length, columns);
    if (handle === 0) throw new Error('XGBoost could not make a model');
    for (const [name, value] of named) setParam(xgboost, handle, name, value);
    xgboost._train_full_model(handle, rounds);
    return readModel(savedModel(xgboost, handle), columns);
  } catch (error) {
    throw asError(error);
  } finally {
    if (handle !== 0) xgboost._free_memory_model(handle);
    xgboost._free(rowsAt);
    if (targetsAt !== 0) xgboost._free(targetsAt);
  }
}

function savedModel(xgboost: XgboostModule, handle: number): Uint8Array {
  const size = xgboost._save_model(handle);
  if (size <= 0) throw new Error('XGBoost could not save its model');
  const pointer = allocate(xgboost, size);
  try {
    xgboost._get_file_content(pointer, size);
    return xgboost.HEAPU8.slice(pointer, pointer + size);
  } finally {
    xgboost._free(pointer);
  }
}

function allocate(xgboost: XgboostModule, bytes: number): number {
  const pointer = xgboost._malloc(bytes);
  if (pointer === 0) throw new Error(`XGBoost has no memory left for ${bytes} bytes`);
  return pointer;
}

function copyFloats(xgboost: XgboostModule, values: Float32Array): number {
  const pointer = allocate(xgboost, values.length * FLOAT_BYTES);
  xgboost.HEAPF32.set(values, pointer / FLOAT_BYTES);
  return pointer;
}

function setParam(xgboost: XgboostModule, handle: number, name: string, value: string): void {
  const bytes = Buffer.from(`${name}\0${value}\0`, 'latin1');
  const pointer = allocate(xgboost, bytes.length);
  try {
    xgboost.HEAPU8.set(bytes, pointer);
    xgboost._set_param(handle, pointer, pointer + name.length + 1);
  } finally {
    xgboost._free(pointer);
  }
}

/** WebAssembly built by Emscripten throws strings and bare numbers. */
function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(`XGBoost failed: ${String(error)}`);
}
