// Loaded into an API that is to be watched, by `node --import <this>?file=<path>`: notes what is sent to PostgreSQL on behalf of a
// shop, as `pg` writes it to its connections, and writes it to the file as JSON whenever the process gets SIGUSR2.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { UnitReader, type SentUnit } from './sent-units.js';

const file = new URL(import.meta.url).searchParams.get('file');
const units: SentUnit[] = [];
const readers = new WeakMap<object, UnitReader>();

function readerOf(connection: object): UnitReader {
  let reader = readers.get(connection);
  if (!reader) readers.set(connection, (reader = new UnitReader((unit) => units.push(unit))));
  return reader;
}

const writer = pg.Connection.prototype;
const { query, parse, bind, sync } = writer;
writer.query = function (text) {
  readerOf(this).query(text);
  query.call(this, text);
};
writer.parse = function (parsed, more) {
  // Without a name it is undefined, whatever the types say.
  readerOf(this).parse(parsed.name ?? '', parsed.text);
  parse.call(this, parsed, more);
};
writer.bind = function (bound, more) {
  const { statement = '', values = [], valueMapper = (value: unknown) => value } = bound ?? {};
  readerOf(this).bind(statement, values.map(valueMapper));
  bind.call(this, bound, more);
};
writer.sync = function () {
  readerOf(this).sync();
  sync.call(this);
};

process.on('SIGUSR2', () => {
  if (file !== null) writeFileSync(fileURLToPath(file), JSON.stringify(units.splice(0)));
});
