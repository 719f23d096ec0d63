import type { RegressionEngine, RegressionModel, RegressionParams } from '@tor/forecasting/regression-engine';
import { checkRows, checkTargets } from './check-matrix.js';
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
      return new XgboostModel(xgboost, columns, train(xgboost, rows, columns, targets, params, named));
    },
  };
}

/** Trains on the heap (the package's own `train` copies onto a 5 MB stack and traps) and returns the model's handle. */
function train(
  xgboost: XgboostModule,
  rows: Float32Array,
  columns: number,
  targets: Float32Array,
  params: RegressionParams,
  named: [name: string, value: string][],
): number {
  const rowsAt = copyFloats(xgboost, rows);
  let targetsAt = 0;
  let handle = 0;
  try {
    targetsAt = copyFloats(xgboost, targets);
    handle = xgboost._create_model(rowsAt, targetsAt, targets.length, columns);
    if (handle === 0) throw new Error('XGBoost could not make a model');
    for (const [name, value] of named) setParam(xgboost, handle, name, value);
    xgboost._train_full_model(handle, params.rounds);
    return handle;
  } catch (error) {
    if (handle !== 0) xgboost._free_memory_model(handle);
    throw asError(error);
  } finally {
    xgboost._free(rowsAt);
    if (targetsAt !== 0) xgboost._free(targetsAt);
  }
}

class XgboostModel implements RegressionModel {
  constructor(
    private readonly xgboost: XgboostModule,
    private readonly columns: number,
    private handle: number,
  ) {}

  predict(rows: Float32Array, count: number): Float32Array {
    if (this.handle === 0) throw new Error('The model was freed');
    checkRows(rows, count, this.columns);
    const predictions = new Float32Array(count);
    if (count === 0) return predictions;
    const { xgboost, columns } = this;
    const rowsAt = copyFloats(xgboost, rows);
    const resultAt = allocate(xgboost, FLOAT_BYTES);
    try {
      for (let row = 0; row < count; row++) {
        xgboost._predict_one(this.handle, rowsAt + row * columns * FLOAT_BYTES, columns, resultAt);
        predictions[row] = xgboost.HEAPF32[resultAt / FLOAT_BYTES] ?? NaN;
      }
    } catch (error) {
      throw asError(error);
    } finally {
      xgboost._free(resultAt);
      xgboost._free(rowsAt);
    }
    for (let row = 0; row < count; row++) {
      if (!Number.isFinite(predictions[row])) throw new Error(`XGBoost predicted ${predictions[row]} for row ${row}`);
    }
    return predictions;
  }

  free(): void {
    if (this.handle === 0) return;
    const handle = this.handle;
    this.handle = 0;
    this.xgboost._free_memory_model(handle);
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
