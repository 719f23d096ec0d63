import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../http/public.decorator.js';
import { SignInLimit } from '../http/rate-limits.js';
import { Refusals } from '../http/refusals.js';
import { TokenForm } from './dto/credentials.js';
import { TokenView } from './dto/session.view.js';
import { IDENTITY_PROVIDER, type IdentityProvider } from './identity-provider.js';

/** What Swagger's Authorize button asks for. Part of the app only in development. */
@ApiTags('auth')
@Public()
@SignInLimit()
@Controller()
export class TokenController {
  constructor(@Inject(IDENTITY_PROVIDER) private readonly identities: IdentityProvider) {}

  @Post('token')
  @HttpCode(200)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOperation({ summary: 'Sign in with a form (development only)' })
  @ApiOkResponse({ type: TokenView })
  @Refusals('invalid_credentials', 'auth_provider_unavailable', 'database_unavailable')
  async token(@Body() { username, password }: TokenForm): Promise<TokenView> {
    const session = await this.identities.signIn(username, password);
    return { access_token: session.accessToken, token_type: 'bearer' };
  }
}
