// A thread of the training child. The parent holds the other end of the child's standard input and writes nothing to it: it
// ends when the parent does, however that happens.
import { Socket } from 'node:net';

const STANDARD_INPUT = 0;
const parent = new Socket({ fd: STANDARD_INPUT, readable: true, writable: false });
parent.on('error', () => undefined);
parent.once('close', () => process.kill(process.pid, 'SIGKILL'));
parent.resume();
