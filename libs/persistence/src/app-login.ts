import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { passwordVerifier } from './password-verifier.js';

/** How PostgreSQL refuses a wrong password, and a role that may not sign in. */
const REFUSED_SIGN_INS = ['28P01', '28000'];

/** The connection string of the apps, where they sign in as their own role with a password; undefined where they do not. */
export function loginOf(role: string, appUrl: string | undefined): string | undefined {
  if (!appUrl || !URL.canParse(appUrl)) return undefined;
  const { username, password } = new URL(appUrl);
  return decodeURIComponent(username) === role && password !== '' ? appUrl : undefined;
}

/** The attributes with which a role signs in with the password of this connection string. */
export function loginAttributes(appUrl: string): string {
  const password = decodeURIComponent(new URL(appUrl).password);
  return `LOGIN PASSWORD ${pg.escapeLiteral(passwordVerifier(password, randomBytes(16)))}`;
}

/** Whether the database knows this role and password, and does not let them in. False also when it is out of reach. */
export async function signInIsRefused(appUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: appUrl, application_name: 'tor-migrate' });
  try {
    await client.connect();
    return false;
  } catch (error) {
    return (
      typeof error === 'object' && error !== null && 'code' in error && REFUSED_SIGN_INS.includes(String(error.code))
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
