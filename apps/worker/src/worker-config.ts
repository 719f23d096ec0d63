/** Token of the worker's part of the configuration. */
export const WORKER_CONFIG = Symbol('worker config');
