/** The servers that a test run shares, as its global setup left them. */
export interface TestServers {
  /** A superuser's connection string; its database is the maintenance database. */
  readonly superuserUrl: string;
  /** Connection strings of owner and app; tests put their own database's name into them. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** The migrated database that every test file gets a copy of. */
  readonly templateDatabase: string;
}

const VARIABLE = 'TOR_TEST_SERVERS';

/** Hands the servers to the test processes that start after this one. */
export function publishTestServers(servers: TestServers): void {
  process.env[VARIABLE] = JSON.stringify(servers);
}

/** @throws Error outside a test run */
export function testServers(): TestServers {
  const text = process.env[VARIABLE];
  if (!text) throw new Error('The test servers are not running: start the tests with "npm test"');
  return JSON.parse(text) as TestServers;
}
