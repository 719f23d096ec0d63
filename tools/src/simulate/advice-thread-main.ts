// The thread that forecasts every simulated week: the same forecaster and engine as the worker's training child.
import { parentPort } from 'node:worker_threads';
import { createXgboostEngine } from '@tor/xgboost-engine/xgboost-engine';
import { advicePolicy } from './advice-policy.js';
import { simulateShop } from './simulate-shop.js';
import type { AdviceReply, AdviceRequest } from './thread-messages.js';

const tell = (reply: AdviceReply): void => parentPort?.postMessage(reply);

parentPort?.once('message', (request: AdviceRequest) => void answer(request).then(tell));

async function answer({ scene, options }: AdviceRequest): Promise<AdviceReply> {
  try {
    const policy = advicePolicy(await createXgboostEngine(), options);
    return { kind: 'result', ledgers: simulateShop(scene, policy, (done) => tell({ kind: 'review', done })) };
  } catch (error) {
    return { kind: 'failure', message: error instanceof Error ? error.message : String(error) };
  }
}
