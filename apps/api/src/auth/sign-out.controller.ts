import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import { Refusals } from '../http/refusals.js';
import { bearerTokenOf } from './bearer-token.js';
import { SignOutView } from './dto/session.view.js';
import { IDENTITY_PROVIDER, type IdentityProvider } from './identity-provider.js';

@ApiTags('auth')
@ApiBearerAuth()
@Controller()
export class SignOutController {
  constructor(@Inject(IDENTITY_PROVIDER) private readonly identities: IdentityProvider) {}

  @Post('sign_out')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign out everywhere: no refresh token of this account works any more',
    description: 'Access tokens that are out already end by themselves, after `expires_in` seconds at the latest.',
  })
  @ApiOkResponse({ type: SignOutView })
  @Refusals('auth_provider_unavailable')
  async signOut(@CurrentTenant() tenantId: TenantId, @Req() request: Request): Promise<SignOutView> {
    await this.identities.signOut(tenantId, bearerTokenOf(request));
    return { message: 'User signed out successfully' };
  }
}
