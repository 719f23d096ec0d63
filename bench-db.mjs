import { startEmbeddedPostgres } from '@tor/embedded-postgres/embedded-postgres';
import { migrate } from '@tor/persistence/migrate';
import { writeFileSync } from 'node:fs';
const pgx = await startEmbeddedPostgres({ dataDir: '/tmp/restock-bench/data', log: () => {} });
await migrate({ ownerUrl: pgx.ownerUrl, appRole: 'tor_app' });
writeFileSync('/tmp/restock-bench/urls.json', JSON.stringify(pgx));
console.log(pgx);
process.on('SIGTERM', async () => { await pgx.stop(); process.exit(0); });
setInterval(() => {}, 1000);
