import { createRequire } from 'node:module';

/** What this library uses of the WebAssembly module inside `ml-xgboost`: pointers are byte offsets into its heap. */
export interface XgboostModule {
  /** Views of the heap. They are replaced whenever it grows, so read them anew after every call that may allocate. */
  readonly HEAPF32: Float32Array;
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _create_model(rows: number, targets: number, rowCount: number, columnCount: number): number;
  _set_param(model: number, name: number, value: number): void;
  _train_full_model(model: number, rounds: number): void;
  /** Writes the model into the module's own file and returns its size in bytes, -1 when that failed. */
  _save_model(model: number): number;
  /** Copies that file to `pointer`. */
  _get_file_content(pointer: number, size: number): void;
  _free_memory_model(model: number): void;
}

const FUNCTIONS = [
  '_malloc',
  '_free',
  '_create_model',
  '_set_param',
  '_train_full_model',
  '_save_model',
  '_get_file_content',
  '_free_memory_model',
];

function ignoreLine(): void {}

function isXgboostModule(value: unknown): value is XgboostModule {
  if (typeof value !== 'object' || value === null) return false;
  const members = new Map<string, unknown>(Object.entries(value));
  return (
    FUNCTIONS.every((name) => typeof members.get(name) === 'function') &&
    members.get('HEAPF32') instanceof Float32Array &&
    members.get('HEAPU8') instanceof Uint8Array
  );
}

/**
 * Loads XGBoost (0.7, as WebAssembly). Loading adds an `uncaughtException` listener that rethrows, which is why it happens
 * in this call and not on import: call it only in a process made for training.
 * @throws Error when the package holds something else than expected
 */
export async function loadXgboostModule(): Promise<XgboostModule> {
  const require = createRequire(import.meta.url);
  const loading: unknown = require('ml-xgboost/dist/wasm/xgboost');
  if (typeof loading !== 'object' || loading === null || !('isReady' in loading)) {
    throw new Error('ml-xgboost holds no WebAssembly module');
  }
  // Else it warns of its own start-up and of every tree method; what fails throws all the same.
  Object.assign(loading, { print: ignoreLine, printErr: ignoreLine });
  const loaded: unknown = await loading.isReady;
  if (!isXgboostModule(loaded)) throw new Error('The WebAssembly module of ml-xgboost lacks a function it should have');
  return loaded;
}
