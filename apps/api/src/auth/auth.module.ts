import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '@tor/config/config';
import { AccountStore } from '@tor/persistence/account-store';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { LimitCounts } from '../limits/limit-counts.js';
import { AuthController } from './auth.controller.js';
import { BadTokens } from './bad-tokens.js';
import { IDENTITY_PROVIDER } from './identity-provider.js';
import { LocalIdentity } from './local-identity.js';
import { SignOutController } from './sign-out.controller.js';
import { TokenController } from './token.controller.js';

/** Signing up and in, and who a token speaks for. */
@Global()
@Module({})
export class AuthModule {
  static forRoot({ auth, http }: Config): DynamicModule {
    return {
      module: AuthModule,
      controllers: [AuthController, SignOutController, ...(http.devMode ? [TokenController] : [])],
      providers: [
        {
          provide: IDENTITY_PROVIDER,
          useFactory: async (accounts: AccountStore, database: TenantDatabase) => {
            if (!auth.supabase) return new LocalIdentity(auth, accounts);
            // Its client is much to load for those who go without.
            const { SupabaseIdentity } = await import('./supabase/supabase-identity.js');
            return new SupabaseIdentity(auth.supabase, database);
          },
          inject: [AccountStore, TenantDatabase],
        },
        {
          provide: BadTokens,
          useFactory: (counts: LimitCounts) => new BadTokens(counts, http.badTokenLimitPerMinute),
          inject: [LimitCounts],
        },
      ],
      exports: [IDENTITY_PROVIDER, BadTokens],
    };
  }
}
