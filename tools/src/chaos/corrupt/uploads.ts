import { request as httpRequest } from 'node:http';
import type { Random } from '../../fuzz/random.js';
import type { LoadRequest } from '../../load/kept-connections.js';
import { CORRUPTIONS, type Subject } from './corrupt-files.js';

/** A file on its way to an import. */
export interface Upload {
  /** What is broken. */
  readonly name: string;
  readonly subject: Subject;
  readonly request: LoadRequest;
  /** The sender goes away after so many bytes of the body; null: it sends all. */
  readonly cutAfter: number | null;
}

const BOUNDARY = 'a-boundary-of-the-trial';
const FORM = `multipart/form-data; boundary=${BOUNDARY}`;

function form(file: Buffer, field = 'file', fileType = 'text/csv'): Buffer {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="a.csv"\r\nContent-Type: ${fileType}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

interface Wrapped {
  readonly name: string;
  readonly type: string;
  readonly body: Buffer;
}

type Wrap = (file: Buffer, random: Random) => Wrapped;

/** Ways in which the form around a file is broken. */
const BROKEN_FORMS: readonly Wrap[] = [
  (file) => ({ name: 'no end of the form', type: FORM, body: form(file).subarray(0, -20) }),
  (file) => ({ name: 'another boundary than it says', type: `${FORM}-not`, body: form(file) }),
  (file) => ({ name: 'no boundary', type: 'multipart/form-data', body: form(file) }),
  (file) => ({ name: 'a field of another name', type: FORM, body: form(file, 'berkas') }),
  (file) => ({
    name: 'two files',
    type: FORM,
    body: Buffer.concat([form(file).subarray(0, -(BOUNDARY.length + 6)), form(file)]),
  }),
  (file) => ({ name: 'a file without a form', type: 'text/csv', body: file }),
  (file) => ({ name: 'said to be JSON', type: 'application/json', body: file }),
  (file) => ({
    name: 'said to be a form of another kind',
    type: 'application/x-www-form-urlencoded',
    body: form(file),
  }),
  (_, random) => ({
    name: 'bytes for a form',
    type: FORM,
    body: Buffer.from(random.list(2000, () => random.int(0, 255))),
  }),
];

/** One broken upload: of a file that is broken, in a form that is, or from a sender who goes away. */
export function corruptUpload(random: Random, accessToken: string): Upload {
  const subject = random.pick<Subject>(['goods', 'sales']);
  const { name, make } = random.pick(CORRUPTIONS);
  const file = make(subject, random);
  const path = `/api/${subject}/import`;
  const upload = (what: string, type: string, body: Buffer, cutAfter: number | null): Upload => {
    const headers = { Authorization: `Bearer ${accessToken}`, 'Content-Type': type };
    return { name: what, subject, request: { method: 'POST', path, headers, body }, cutAfter };
  };
  const drawn = random.next();
  if (drawn < 0.2) {
    const wrapped = random.pick(BROKEN_FORMS)(file, random);
    return upload(`${wrapped.name}, of ${name}`, wrapped.type, wrapped.body, null);
  }
  const fileType = random.pick(['text/csv', 'text/csv', 'application/octet-stream', 'image/png']);
  const body = form(file, 'file', fileType);
  if (drawn < 0.3) return upload(`a sender who goes away, of ${name}`, FORM, body, random.int(0, body.length - 1));
  return upload(name, FORM, body, null);
}

/** Sends the first bytes of a request and goes away without a word. */
export function sendPart(url: string, { method, path, headers, body }: LoadRequest, bytes: number): Promise<void> {
  return new Promise((resolve) => {
    const whole = Buffer.from(body ?? '');
    const sent = httpRequest(`${url}${path}`, {
      method,
      headers: { ...headers, 'Content-Length': whole.length },
      agent: false,
    });
    sent.on('error', () => undefined);
    sent.on('close', resolve);
    sent.write(whole.subarray(0, Math.max(1, bytes)), () => sent.destroy());
  });
}
